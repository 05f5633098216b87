package routec.runtime.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls, replies and streams of many parts of every kind, as large as a test wants them. */
final class ManyParts {
  private static final String PAGE =
      "{\"title\":\"T\",\"location\":{\"web\":{\"url\":\"https://example.com/a\"}}}";
  private static final String CLAUDE_PAGE =
      "{\"type\":\"web_search_result_location\",\"url\":\"https://example.com/a\",\"title\":\"T\"}";

  private ManyParts() {}

  /** A call of many small parts of every kind. */
  static String request(Pairs pair, int count) {
    StringBuilder turns = new StringBuilder();
    StringBuilder parts = new StringBuilder();
    StringBuilder tools = new StringBuilder();
    for (int i = 0; i < count; i++) {
      parts.append(
          "{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{\"type\":\"ephemeral\"}},");
      switch (pair.endpoint()) {
        case CHAT_COMPLETIONS -> {
          turns.append(
              "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"same\",\"type\":\"function\",");
          turns.append(
              "\"function\":{\"name\":\"a.b\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",");
          turns.append(
              "\"tool_call_id\":\"same\",\"content\":\"x\"},{\"role\":\"user\",\"content\":[");
          turns.append("{\"type\":\"file\",\"file\":{\"filename\":\"a\",\"file_data\":\"");
          turns.append("data:application/pdf;base64,JVBERi0=\"}}]},");
          tools
              .append("{\"type\":\"function\",\"function\":{\"name\":\"t.")
              .append(i)
              .append("\"}},");
        }
        case MESSAGES, COUNT_TOKENS -> {
          turns.append(
              "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"same\",");
          turns.append("\"name\":\"a.b\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{");
          turns.append("\"type\":\"tool_result\",\"tool_use_id\":\"same\",\"content\":\"x\"},{");
          turns.append("\"type\":\"document\",\"title\":\"a\",\"source\":{\"type\":\"base64\",");
          turns.append("\"media_type\":\"application/pdf\",\"data\":\"JVBERi0=\"}}]},");
          tools
              .append("{\"name\":\"t.")
              .append(i)
              .append("\",\"input_schema\":{\"type\":\"object\"}},");
        }
        case EMBEDDINGS, MODELS, ANTHROPIC_MODELS -> {}
      }
    }
    return switch (pair.endpoint()) {
      case CHAT_COMPLETIONS ->
          "{\"model\":\"m\",\"messages\":["
              + turns
              + "{\"role\":\"user\",\"content\":["
              + parts
              + "{\"type\":\"text\",\"text\":\"Hi\"}]}],\"tools\":["
              + tools
              + "{\"type\":\"function\",\"function\":{\"name\":\"last\"}}]}";
      case MESSAGES, COUNT_TOKENS ->
          "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
              + turns
              + "{\"role\":\"user\",\"content\":["
              + parts
              + "{\"type\":\"text\",\"text\":\"Hi\"}]}],\"tools\":["
              + tools
              + "{\"name\":\"last\",\"input_schema\":{\"type\":\"object\"}}]}";
      case EMBEDDINGS -> // at most 2,048 texts, so the texts grow too
          "{\"model\":\"m\",\"input\":["
              + ("\"" + "x\\n".repeat(count / 50) + "\",").repeat(count / 10)
              + "\"x\"]}";
      case MODELS, ANTHROPIC_MODELS -> throw new IllegalArgumentException("has no body");
    };
  }

  /** A reply of many blocks of every kind, spelled as the pair's provider does. */
  static String reply(Pairs pair, int count) {
    boolean converse = isConverse(pair);
    String block =
        converse
            ? "{\"text\":\"a\\n\"},{\"citationsContent\":{\"content\":[{\"text\":\"c\"}],\"citations\":["
                + PAGE
                + "]}},{\"reasoningContent\":{\"reasoningText\":{\"text\":\"h\","
                + "\"signature\":\"s\"}}},{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\",\"input\":{}}},"
            : "{\"type\":\"text\",\"text\":\"a\\n\",\"citations\":["
                + CLAUDE_PAGE
                + "]},{\"type\":\"thinking\",\"thinking\":\"h\",\"signature\":"
                + "\"s\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}},";
    String blocks = block.repeat(count);
    return converse
        ? "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
            + blocks
            + "{\"text\":\"z\"}]}},\"stopReason\":\"end_turn\"}"
        : "{\"type\":\"message\",\"choices\":[],\"inputTokens\":1,\"input_tokens\":1,\"content\":["
            + blocks
            + "{\"type\":\"text\",\"text\":\"z\"}],\"stop_reason\":\"end_turn\"}";
  }

  /** A stream of many blocks of every kind, one of them in many pieces. */
  static byte[] stream(Pairs pair, int count) {
    return switch (pair) {
      case OPENAI_TO_CONVERSE, ANTHROPIC_TO_CONVERSE ->
          Upstream.Stream.ofFrames(converse(count)).bytes();
      case OPENAI_TO_CLAUDE, ANTHROPIC_TO_CLAUDE ->
          Upstream.Stream.ofFrames(claude(count).stream().map(json -> "chunk " + json).toList())
              .bytes();
      case OPENAI_TO_ANTHROPIC, ANTHROPIC_TO_ANTHROPIC -> events(claude(count), "");
      case OPENAI_TO_OPENAI -> events(chunks(count), "data: [DONE]\n\n");
      case ANTHROPIC_COUNT_TO_ANTHROPIC,
          ANTHROPIC_COUNT_TO_CLAUDE,
          ANTHROPIC_COUNT_TO_CONVERSE,
          OPENAI_TO_EMBEDDINGS ->
          throw new IllegalArgumentException("has no stream");
    };
  }

  /** A reply with one vector. */
  static String vector(int numbers) {
    return "{\"embedding\":[" + "0.125,".repeat(numbers) + "1],\"inputTextTokenCount\":1}";
  }

  private static boolean isConverse(Pairs pair) {
    return pair == Pairs.OPENAI_TO_CONVERSE || pair == Pairs.ANTHROPIC_TO_CONVERSE;
  }

  private static List<String> converse(int count) {
    List<String> lines = new ArrayList<>(List.of("messageStart {\"role\":\"assistant\"}"));
    int block = 0;
    for (int i = 0; i < count; i++) {
      lines.add(
          "contentBlockStart {\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}"
              .formatted(block));
      pieces(lines, block++, "{\"toolUse\":{\"input\":\"{}\"}}");
      pieces(lines, block++, "{\"citation\":" + PAGE + "}", "{\"text\":\"a\\n\"}");
      pieces(
          lines,
          block++,
          "{\"reasoningContent\":{\"text\":\"h\"}}",
          "{\"reasoningContent\":{\"signature\":\"s\"}}");
    }
    pieces(lines, block, Collections.nCopies(count, "{\"text\":\"x\"}").toArray(String[]::new));
    lines.add("messageStop {\"stopReason\":\"end_turn\"}");
    lines.add("metadata {\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}");
    return lines;
  }

  private static void pieces(List<String> lines, int block, String... deltas) {
    for (String delta : deltas) {
      lines.add("contentBlockDelta {\"contentBlockIndex\":" + block + ",\"delta\":" + delta + "}");
    }
    lines.add("contentBlockStop {\"contentBlockIndex\":" + block + "}");
  }

  private static List<String> claude(int count) {
    List<String> events = new ArrayList<>();
    events.add("{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1}}}");
    int block = 0;
    for (int i = 0; i < count; i++) {
      block(
          events,
          block++,
          "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}",
          "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}");
      block(
          events,
          block++,
          "{\"type\":\"text\",\"text\":\"\"}",
          "{\"type\":\"citations_delta\",\"citation\":" + CLAUDE_PAGE + "}",
          "{\"type\":\"text_delta\",\"text\":\"a\\n\"}");
      block(
          events,
          block++,
          "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
          "{\"type\":\"thinking_delta\",\"thinking\":\"h\"}",
          "{\"type\":\"signature_delta\",\"signature\":\"s\"}");
    }
    block(
        events,
        block,
        "{\"type\":\"text\",\"text\":\"\"}",
        Collections.nCopies(count, "{\"type\":\"text_delta\",\"text\":\"x\"}")
            .toArray(String[]::new));
    events.add("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}");
    events.add("{\"type\":\"message_stop\"}");
    return events;
  }

  private static void block(List<String> events, int index, String start, String... deltas) {
    String at = "\"index\":" + index;
    events.add("{\"type\":\"content_block_start\"," + at + ",\"content_block\":" + start + "}");
    for (String delta : deltas) {
      events.add("{\"type\":\"content_block_delta\"," + at + ",\"delta\":" + delta + "}");
    }
    events.add("{\"type\":\"content_block_stop\"," + at + "}");
  }

  private static List<String> chunks(int count) {
    String choice = "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":";
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < 4 * count; i++) {
      chunks.add(choice + "{\"content\":\"a\\n\"},\"finish_reason\":null}]}");
    }
    chunks.add(choice + "{},\"finish_reason\":\"stop\"}]}");
    return chunks;
  }

  /** Server-sent events: Claude's with their types as names, OpenAI's without a name. */
  private static byte[] events(List<String> jsons, String end) {
    StringBuilder out = new StringBuilder();
    for (String json : jsons) {
      if (json.startsWith("{\"type\":\"")) {
        int from = "{\"type\":\"".length();
        out.append("event: ").append(json, from, json.indexOf('"', from)).append('\n');
      }
      out.append("data: ").append(json).append("\n\n");
    }
    return FuzzTest.bytes(out + end);
  }
}
