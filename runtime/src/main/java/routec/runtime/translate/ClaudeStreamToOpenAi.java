package routec.runtime.translate;

import java.time.Instant;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.ClaudeEvent;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.dialect.openai.ChatChunks;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonText;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** Claude's events as chat completion chunks. */
final class ClaudeStreamToOpenAi implements Answer.Stream {
  private static final int NO_CALL = -1;

  /** A call that goes to the client in one piece. */
  private record WholeCall(Slice id, Slice name, ByteWriter input) {}

  private final Call call;
  private final Asked asked;
  private final boolean includeUsage;
  private final ClaudeHost host;
  private final ByteWriter thinking = new ByteWriter(64);
  private final ByteWriter signature = new ByteWriter(64);
  private ChatChunks chunks;
  private int openCall = NO_CALL;
  private boolean hasCalls;
  private boolean answers;
  private Optional<WholeCall> whole = Optional.empty();
  private StopReason stop = StopReason.UNKNOWN;
  private boolean stopped;
  private boolean guarded;
  private Usage usage = Usage.NONE;

  ClaudeStreamToOpenAi(Call call, Asked asked, boolean includeUsage, ClaudeHost host) {
    this.call = call;
    this.asked = asked;
    this.includeUsage = includeUsage;
    this.host = host;
    this.chunks = chunks("chatcmpl-" + call.id());
  }

  @Override
  public Framing framing() {
    return host.framing();
  }

  @Override
  public void begin(ReplyHead head) {
    host.begin(head);
    chunks = chunks(CompletionIds.of(head, call));
  }

  @Override
  public void frame(Frame frame, ByteWriter out) {
    if (!stopped) {
      host.event(frame).ifPresent(event -> event(event, out));
    }
  }

  @Override
  public void end(ByteWriter out) {
    if (!stopped) {
      throw host.unfinished();
    }
    chunks.finish(guarded ? StopReason.GUARDRAIL : asked.stop(stop, hasCalls), usage, out);
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private ChatChunks chunks(String id) {
    return new ChatChunks(id, Instant.now().getEpochSecond(), call.model(), includeUsage);
  }

  private void event(ClaudeEvent event, ByteWriter out) {
    event
        .members()
        .find("amazon-bedrock-trace")
        .ifPresent(trace -> chunks.extra("amazon-bedrock-trace", trace));
    guarded |= ClaudeToOpenAi.raw(event.members(), ClaudeToOpenAi.GUARDRAIL).is("INTERVENED");
    switch (event.type()) {
      case "message_start" -> {
        usage = ClaudeStreamToAnthropic.usage(event.object("message"), usage);
        chunks.begin(out);
      }
      case "content_block_start" -> blockStart(object(event, "content_block"), out);
      case "content_block_delta" -> blockDelta(object(event, "delta"), out);
      case "content_block_stop" -> blockStop(out);
      case "message_delta" -> {
        usage = ClaudeUsage.read(event.object("usage"), usage);
        Slice reason = ClaudeToOpenAi.raw(object(event, "delta"), "stop_reason");
        stop = reason.isEmpty() ? stop : StopReason.ofBedrock(reason.text());
      }
      case "message_stop" -> stopped = true;
      default -> {} // ping, and what this release doesn't know
    }
  }

  private void blockStart(JsonMembers block, ByteWriter out) {
    switch (ClaudeToOpenAi.raw(block, "type").text()) {
      case "text" -> chunks.text(ClaudeToOpenAi.raw(block, "text"), out);
      case "tool_use" ->
          toolStart(ClaudeToOpenAi.raw(block, "id"), ClaudeToOpenAi.raw(block, "name").text(), out);
      case "redacted_thinking" -> chunks.redactedBlock(ClaudeToOpenAi.raw(block, "data"), out);
      default -> {} // thinking begins empty; server tools are no part of a chat completion
    }
  }

  private void toolStart(Slice rawId, String name, ByteWriter out) {
    answers = asked.isAnswer(name);
    if (answers) {
      return;
    }
    hasCalls = true;
    Slice clientName = asked.names().toClient(name);
    if (asked.legacy() || asked.names().isText(clientName)) {
      whole = Optional.of(new WholeCall(Slice.of(rawId.bytes()), clientName, new ByteWriter(64)));
    } else {
      openCall = chunks.beginCall(rawId, clientName, out);
    }
  }

  private void input(Slice raw, ByteWriter out) {
    if (openCall != NO_CALL) {
      chunks.arguments(openCall, raw, out);
    } else if (whole.isPresent()) {
      JsonText.unescape(raw, whole.get().input);
    } else if (answers) {
      chunks.text(raw, out);
    }
  }

  private void blockDelta(JsonMembers delta, ByteWriter out) {
    switch (ClaudeToOpenAi.raw(delta, "type").text()) {
      case "text_delta" -> chunks.text(ClaudeToOpenAi.raw(delta, "text"), out);
      case "input_json_delta" -> input(ClaudeToOpenAi.raw(delta, "partial_json"), out);
      case "thinking_delta" -> {
        Slice text = ClaudeToOpenAi.raw(delta, "thinking");
        thinking.put(text);
        chunks.reasoning(text, out);
      }
      case "signature_delta" -> signature.put(ClaudeToOpenAi.raw(delta, "signature"));
      case "citations_delta" ->
          delta
              .find("citation")
              .flatMap(WebPage::ofClaude)
              .ifPresent(page -> chunks.cite(page.rawUrl(), page.rawTitle()));
      default -> {} // what this release doesn't know
    }
  }

  private void blockStop(ByteWriter out) {
    if (!signature.isEmpty()) {
      chunks.thinkingBlock(thinking.slice(), signature.slice(), out);
    }
    thinking.clear();
    signature.clear();
    if (openCall != NO_CALL) {
      chunks.endCall(openCall, out);
      openCall = NO_CALL;
    }
    chunks.endText();
    answers = false;
    whole.ifPresent(call -> asked.whole(call.id, call.name, call.input, chunks, out));
    whole = Optional.empty();
  }

  private static JsonMembers object(ClaudeEvent event, String name) {
    return JsonMembers.read(event.object(name).value(), JsonOrigin.PROVIDER);
  }
}
