package routec.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.frame.Frame;
import routec.runtime.frame.FrameReader;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.translate.AnthropicToClaude;
import routec.runtime.translate.AnthropicToConverse;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToClaude;
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.Trait;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * What the translators cost: a request with its body checked, a reply, a stream of 104 events.
 *
 * <p>The request is a conversation of two turns with a tool and its result; {@code text} bytes of
 * words stand in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranslationBench {
  private static final ModelTraits CLAUDE =
      ModelTraits.of(
          "claude-4-5",
          Trait.ASSISTANT_FIRST,
          Trait.CACHE_POINTS,
          Trait.FORCES_TOOLS,
          Trait.IMAGES,
          Trait.TEXT_WITH_TOOL_RESULTS,
          Trait.TOOL_RESULT_STATUS);
  private static final ReplyHead HEAD =
      new ReplyHead(200, Headers.of("x-amzn-requestid", "7f1d2a52-0000-4000-8000-1f0000000000"));

  /** Bytes of user text in the request. */
  @Param({"1000", "100000"})
  public int text;

  private byte[] chat = new byte[0];
  private byte[] messages = new byte[0];
  private byte[] reply = new byte[0];
  private byte[] stream = new byte[0];

  @Setup
  public void setUp() {
    String words = "Why is the sky blue, and what does \\\"blue\\\" mean to a grüne Katze? ";
    String said = words.repeat(text / words.length() + 1);
    String schema = "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}}}";
    chat =
        bytes(
            "{\"model\":\"m\",\"max_tokens\":300,\"temperature\":0.2,\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Answer shortly.\"},"
                + "{\"role\":\"user\",\"content\":\""
                + said
                + "\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\\\":1}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"blue\"},"
                + "{\"role\":\"user\",\"content\":\"And?\"}],\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"look\",\"parameters\":"
                + schema
                + "}}]}");
    messages =
        bytes(
            "{\"model\":\"m\",\"max_tokens\":300,\"temperature\":0.2,\"system\":\"Answer shortly.\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\""
                + said
                + "\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"call_1\","
                + "\"name\":\"look\",\"input\":{\"at\":1}}]},{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"call_1\",\"content\":\"blue\"},"
                + "{\"type\":\"text\",\"text\":\"And?\"}]}],\"tools\":[{\"name\":\"look\","
                + "\"input_schema\":"
                + schema
                + "}]}");
    reply =
        bytes(
            "{\"metrics\":{\"latencyMs\":412},\"output\":{\"message\":{\"content\":[{\"text\":\""
                + said
                + "\"}],\"role\":\"assistant\"}},\"stopReason\":\"end_turn\",\"usage\":"
                + "{\"inputTokens\":217,\"outputTokens\":164,\"totalTokens\":381}}");
    stream = events();
  }

  @Benchmark
  public Slice openAiToConverse() {
    return OpenAiToConverse.translate(call(Endpoint.CHAT_COMPLETIONS, chat, false), CLAUDE).body();
  }

  @Benchmark
  public Slice openAiToClaude() {
    Call call = call(Endpoint.CHAT_COMPLETIONS, chat, false);
    return OpenAiToClaude.translate(call, CLAUDE, "bedrock-2023-05-31").body();
  }

  @Benchmark
  public Slice anthropicToConverse() {
    return AnthropicToConverse.translate(call(Endpoint.MESSAGES, messages, false), CLAUDE).body();
  }

  @Benchmark
  public Slice anthropicToClaude() {
    Call call = call(Endpoint.MESSAGES, messages, false);
    return AnthropicToClaude.translate(call, CLAUDE, "bedrock-2023-05-31").body();
  }

  @Benchmark
  public Slice converseReplyToOpenAi() {
    return answered(OpenAiToConverse.translate(question(false), CLAUDE).answer());
  }

  @Benchmark
  public Slice converseStreamToOpenAi() throws IOException {
    return streamed(OpenAiToConverse.translate(question(true), CLAUDE).answer());
  }

  private Slice answered(Answer answer) {
    return ((Answer.Whole) answer).complete(HEAD, Slice.of(reply)).body();
  }

  private Slice streamed(Answer answer) throws IOException {
    Answer.Stream events = (Answer.Stream) answer;
    ByteWriter out = new ByteWriter(32_000);
    events.begin(HEAD);
    FrameReader frames = events.framing().reader(new ByteArrayInputStream(stream));
    for (Optional<Frame> next = frames.next(); next.isPresent(); next = frames.next()) {
      events.frame(next.get(), out);
    }
    events.end(out);
    return out.slice();
  }

  private static Call question(boolean stream) {
    byte[] least = bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}");
    return call(Endpoint.CHAT_COMPLETIONS, least, stream);
  }

  private static Call call(Endpoint endpoint, byte[] body, boolean stream) {
    Slice slice = Slice.of(body);
    JsonMembers members = JsonMembers.read(slice, JsonOrigin.CLIENT);
    return new Call(endpoint, "req-1", Headers.NONE, slice, members, "m", stream);
  }

  private static byte[] events() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32_000);
    event(out, "messageStart", "{\"p\":\"abcd\",\"role\":\"assistant\"}");
    for (int i = 0; i < 100; i++) {
      event(
          out,
          "contentBlockDelta",
          "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" scattering\"},\"p\":\"abcdefghijkl\"}");
    }
    event(out, "contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"ab\"}");
    event(out, "messageStop", "{\"p\":\"abcdef\",\"stopReason\":\"end_turn\"}");
    event(
        out,
        "metadata",
        "{\"metrics\":{\"latencyMs\":900},\"p\":\"abc\",\"usage\":{\"inputTokens\":217,"
            + "\"outputTokens\":100,\"totalTokens\":317}}");
    return out.toByteArray();
  }

  private static void event(ByteArrayOutputStream out, String type, String payload) {
    Map<String, HeaderValue> headers =
        Map.of(
            ":message-type", HeaderValue.fromString("event"),
            ":event-type", HeaderValue.fromString(type),
            ":content-type", HeaderValue.fromString("application/json"));
    new Message(headers, bytes(payload)).encode(out);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
