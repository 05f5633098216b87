package routec.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the answer that a request deserves, so that a test can tell right from wrong. */
final class Answering {
  private static final Set<String> COMMON =
      Set.of("tool", "with", "from", "this", "that", "function", "call", "data", "info", "user");

  private final PromptCache cache;
  private final AtomicLong calls = new AtomicLong();

  Answering(PromptCache cache) {
    this.cache = cache;
  }

  Answer answer(Conversation conversation, Fault fault) {
    List<Block> blocks = new ArrayList<>();
    if (fault.has("redacted")) {
      String data = "redacted " + conversation.lastText().length();
      blocks.add(
          new Block.Redacted(
              Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))));
    } else if (conversation.thinks()) {
      blocks.add(thought(conversation));
    }
    List<Tool> tools = fault.has("events") ? List.of() : wanted(conversation);
    String stopReason = "end_turn";
    Optional<String> stopSequence = Optional.empty();
    if (tools.isEmpty()) {
      Cut cut = cut(conversation, text(conversation, fault), fault);
      blocks.add(new Block.Words(cut.text()));
      stopReason = cut.stopReason();
      stopSequence = cut.stopSequence();
    } else {
      for (Tool tool : tools) {
        blocks.add(
            new Block.Call(
                callId(conversation, tool),
                tool.name(),
                ToolInput.of(tool.schema(), conversation.lastText())));
      }
      stopReason = "tool_use";
    }
    if (fault.has("no-output")) {
      blocks.clear();
    }
    int output = blocks.stream().mapToInt(Answering::tokens).sum();
    return new Answer(
        conversation,
        blocks,
        fault.text("stop-reason", stopReason),
        stopSequence,
        cache.count(conversation, Math.max(1, output)),
        fault.number("events", 0));
  }

  private static int tokens(Block block) {
    return switch (block) {
      case Block.Words words -> Usage.tokens(words.text());
      case Block.Thought thought -> Usage.tokens(thought.text());
      case Block.Redacted redacted -> Usage.tokens(redacted.data());
      case Block.Call call -> Usage.tokens(call.name() + call.input());
    };
  }

  private static Block thought(Conversation conversation) {
    boolean signs = conversation.model().speaksClaude();
    String text =
        conversation.showsThoughts()
            ? "The user wants an answer to: " + conversation.lastText()
            : "";
    return new Block.Thought(text, signs ? ThinkingReplay.sign(text) : "");
  }

  private static String text(Conversation conversation, Fault fault) {
    if (fault.has("events")) {
      return IntStream.rangeClosed(1, Math.max(1, fault.number("events", 1)))
          .mapToObj(i -> "event-" + i)
          .collect(Collectors.joining(" "));
    }
    if (conversation.outputSchema().isPresent()) {
      return ToolInput.of(conversation.outputSchema().get(), conversation.lastText()).toString();
    }
    if (!conversation.results().isEmpty()) {
      String results =
          conversation.results().stream()
              .map(result -> "\"" + result + "\"")
              .collect(Collectors.joining(" and "));
      String said =
          conversation.lastText().isEmpty()
              ? ""
              : " You said: \"" + conversation.lastText() + "\".";
      return "The tool answered: " + results + "." + said;
    }
    StringBuilder text = new StringBuilder("You said: \"" + conversation.lastText() + "\".");
    if (!conversation.system().isEmpty()) {
      text.append(" My instructions: \"").append(conversation.system()).append("\".");
    }
    if (conversation.images() + conversation.documents() > 0) {
      text.append(
          " I got %d images and %d documents."
              .formatted(conversation.images(), conversation.documents()));
    }
    return text.append(
            " I am %s (%s), this is turn %d."
                .formatted(
                    conversation.model().family().label(),
                    conversation.model().stem(),
                    conversation.turns()))
        .toString();
  }

  /** Text up to a stop sequence or the limit of tokens. */
  private record Cut(String text, String stopReason, Optional<String> stopSequence) {}

  private static Cut cut(Conversation conversation, String whole, Fault fault) {
    String text = whole;
    Optional<String> stop = Optional.empty();
    for (String sequence : conversation.stops()) {
      int at = text.indexOf(sequence);
      if (at >= 0) {
        text = text.substring(0, at);
        stop = Optional.of(sequence);
      }
    }
    int limit = conversation.maxTokens() * 4;
    if (limit > 0 && text.length() > limit && !fault.has("events")) {
      return new Cut(text.substring(0, limit), "max_tokens", Optional.empty());
    }
    if (stop.isPresent() && conversation.model().family() == Family.NOVA) {
      // Nova says end_turn and leaves the stop sequence in its text.
      return new Cut(text + stop.get(), "end_turn", Optional.empty());
    }
    return new Cut(text, stop.isPresent() ? "stop_sequence" : "end_turn", stop);
  }

  private static List<Tool> wanted(Conversation conversation) {
    List<Tool> tools = conversation.tools();
    if (tools.isEmpty()) {
      return List.of();
    }
    Optional<String> forced = conversation.forcedTool();
    if (forced.isPresent()) {
      return tools.stream()
          .filter(tool -> forced.get().isEmpty() || tool.name().equals(forced.get()))
          .limit(1)
          .toList();
    }
    if (!conversation.results().isEmpty()) {
      return List.of();
    }
    String text = conversation.lastText().toLowerCase(Locale.ROOT);
    List<Tool> named =
        tools.stream().filter(tool -> text.contains(tool.name().toLowerCase(Locale.ROOT))).toList();
    if (!named.isEmpty()) {
      return conversation.parallelTools() ? named : named.subList(0, 1);
    }
    return tools.stream().filter(tool -> concerns(tool, text)).limit(1).toList();
  }

  /** Whether a text speaks of what a tool is named after: get_weather, "the weather in Paris". */
  private static boolean concerns(Tool tool, String text) {
    for (String word : tool.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").split("[_-]", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.length() > 3 && !COMMON.contains(lower) && text.contains(lower)) {
        return true;
      }
    }
    return false;
  }

  private String callId(Conversation conversation, Tool tool) {
    long number = calls.incrementAndGet();
    if (conversation.model().family() == Family.KIMI) {
      // Kimi numbers the calls of a turn anew, so that ids come again in later turns.
      return "functions." + tool.name() + ":" + conversation.tools().indexOf(tool);
    }
    return "tooluse_" + HexFormat.of().toHexDigits(number * 0x9E3779B97F4A7C15L) + "SimTool";
  }
}
