package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;

/** Each translator's work grows as what it translates does. */
class LinearTimeTest {
  /**
   * Eight times the parts take about eight times as long, by the clock of the thread's own work; a
   * step that looks back at all others would take sixty-four times.
   */
  @Test
  void timeGrowsAsTheRequestDoes() {
    for (Pairs pair : Pairs.values()) {
      byte[] few = FuzzTest.bytes(manyParts(pair, 2_000));
      byte[] many = FuzzTest.bytes(manyParts(pair, 16_000));
      linear(pair + " requests", () -> cost(pair, few), () -> cost(pair, many));
    }
  }

  @Test
  void timeGrowsAsTheReplyDoes() throws IOException {
    for (Path folder : Vector.folders()) {
      Vector vector = Vector.read(folder);
      boolean plain = folder.getFileName().toString().equals("plain") && !vector.call().stream();
      boolean stream = folder.getFileName().toString().equals("stream");
      if (plain) {
        linear(vector.pair() + " replies", () -> reply(vector, 2_000), () -> reply(vector, 16_000));
      } else if (stream && !vector.pair().sendsEvents()) {
        byte[] few = frames(vector, 500);
        byte[] many = frames(vector, 4_000);
        linear(
            vector.pair() + " streams",
            () -> assertTrue(!streamed(vector, few).failed()),
            () -> assertTrue(!streamed(vector, many).failed()));
      }
    }
  }

  private static void linear(String what, Runnable few, Runnable many) {
    for (int i = 0; i < 3; i++) {
      few.run();
      many.run();
    }
    long small = Long.MAX_VALUE;
    long large = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      small = Math.min(small, nanos(few));
      large = Math.min(large, nanos(many));
    }
    assertTrue(
        large < 24 * small + 20_000_000,
        what + ": " + small / 1_000 + " µs grow to " + large / 1_000 + " µs");
  }

  private static long nanos(Runnable work) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begun = clock.getCurrentThreadCpuTime();
    work.run();
    return clock.getCurrentThreadCpuTime() - begun;
  }

  private static void cost(Pairs pair, byte[] body) {
    String family = pair == Pairs.OPENAI_TO_EMBEDDINGS ? "titan-embed-2" : "claude-4-5";
    FuzzTest.translate(pair, body, Families.of(family));
  }

  /** A call of many small parts of every kind. */
  private static String manyParts(Pairs pair, int count) {
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

  /** Translates a reply of many blocks of every kind, spelled as the pair's provider does. */
  private static void reply(Vector vector, int count) {
    boolean converse =
        vector.pair() == Pairs.OPENAI_TO_CONVERSE || vector.pair() == Pairs.ANTHROPIC_TO_CONVERSE;
    String block =
        converse
            ? "{\"text\":\"a\\n\"},{\"reasoningContent\":{\"reasoningText\":{\"text\":\"h\","
                + "\"signature\":\"s\"}}},{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\",\"input\":{}}},"
            : "{\"type\":\"text\",\"text\":\"a\\n\"},{\"type\":\"thinking\",\"thinking\":\"h\",\"signature\":"
                + "\"s\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}},";
    String blocks = block.repeat(count);
    String body =
        converse
            ? "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
                + blocks
                + "{\"text\":\"z\"}]}},\"stopReason\":\"end_turn\"}"
            : "{\"type\":\"message\",\"choices\":[],\"inputTokens\":1,\"input_tokens\":1,\"content\":["
                + blocks
                + "{\"type\":\"text\",\"text\":\"z\"}],\"stop_reason\":\"end_turn\"}";
    FuzzTest.answer(
        vector.translate(), new ReplyHead(200, Headers.NONE), Slice.of(FuzzTest.bytes(body)));
  }

  /** A stream of many blocks in many pieces. */
  private static byte[] frames(Vector vector, int count) {
    List<String> lines = new ArrayList<>();
    boolean converse =
        vector.pair() == Pairs.OPENAI_TO_CONVERSE || vector.pair() == Pairs.ANTHROPIC_TO_CONVERSE;
    if (converse) {
      lines.add("messageStart {\"role\":\"assistant\"}");
    } else {
      lines.add("chunk {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1}}}");
    }
    for (int i = 0; i < count; i++) {
      String at = converse ? "\"contentBlockIndex\":" + i : "\"index\":" + i;
      if (converse) {
        lines.add(
            "contentBlockStart {"
                + at
                + ",\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}");
        lines.add("contentBlockDelta {" + at + ",\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}");
        lines.add("contentBlockStop {" + at + "}");
      } else {
        lines.add(
            "chunk {\"type\":\"content_block_start\","
                + at
                + ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}");
        lines.add(
            "chunk {\"type\":\"content_block_delta\","
                + at
                + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}");
        lines.add("chunk {\"type\":\"content_block_stop\"," + at + "}");
      }
    }
    if (converse) {
      lines.add("messageStop {\"stopReason\":\"tool_use\"}");
      lines.add("metadata {\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}");
    } else {
      lines.add("chunk {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}");
      lines.add("chunk {\"type\":\"message_stop\"}");
    }
    return Upstream.Stream.ofFrames(lines).bytes();
  }

  private static StreamRun streamed(Vector vector, byte[] bytes) {
    return StreamRun.of(
        vector.pair(),
        (Answer.Stream) vector.translate().answer(),
        new StreamRun.Pieces(bytes, bytes.length, bytes.length));
  }
}
