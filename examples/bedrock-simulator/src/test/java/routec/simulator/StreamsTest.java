package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What streams look like, seen through the AWS SDK's decoder. */
final class StreamsTest {
  private static final String NOVA = "/model/us.amazon.nova-micro-v1%3A0/converse-stream";
  private static final String CLAUDE =
      "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream";
  private static BedrockSimulator simulator;
  private static SignedClient client;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.startPlain();
    client = new SignedClient(simulator.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void aConverseStreamHasAwsOrderOfEventsAndPadding() {
    HttpResponse<byte[]> response = client.bytes(NOVA, SignedClient.body("Hello there"));
    assertEquals(
        "application/vnd.amazon.eventstream",
        response.headers().firstValue("Content-Type").orElseThrow());
    List<Frames.Frame> frames = Frames.decode(response.body());
    List<String> types = Frames.types(frames);
    assertEquals("messageStart", types.getFirst());
    assertFalse(types.contains("contentBlockStart"));
    assertEquals(
        List.of("contentBlockStop", "messageStop", "metadata"),
        types.subList(types.size() - 3, types.size()));
    assertTrue(frames.stream().allMatch(frame -> frame.payload().has("p")));
    String text =
        frames.stream()
            .map(frame -> frame.payload().path("delta").path("text").asText(""))
            .collect(Collectors.joining());
    assertTrue(text.startsWith("You said: \"Hello there\"."), text);
    JsonNode usage = frames.getLast().payload().path("usage");
    assertEquals(
        usage.path("totalTokens").asInt(),
        usage.path("inputTokens").asInt() + usage.path("outputTokens").asInt());
  }

  @Test
  void aClaudeStreamCarriesNativeEventsInChunks() {
    List<Frames.Frame> frames =
        Frames.decode(client.bytes(CLAUDE, SignedClient.claude("Hello")).body());
    assertTrue(Frames.types(frames).stream().allMatch("chunk"::equals));
    List<String> events =
        frames.stream().map(frame -> frame.inner().path("type").asText()).distinct().toList();
    assertEquals(
        List.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop"),
        events);
    assertTrue(frames.getLast().inner().has("amazon-bedrock-invocationMetrics"));
  }

  @Test
  void aHundredEventsArriveOneByOne() throws IOException {
    HttpResponse<InputStream> response =
        client.stream(NOVA, SignedClient.body("[sim:events=100 pace=5ms]"));
    long begin = System.nanoTime();
    byte[] all;
    long first;
    try (InputStream stream = response.body()) {
      int next = stream.read();
      first = System.nanoTime() - begin;
      byte[] rest = stream.readAllBytes();
      all = new byte[rest.length + 1];
      all[0] = (byte) next;
      System.arraycopy(rest, 0, all, 1, rest.length);
    }
    long whole = System.nanoTime() - begin;
    assertTrue(first * 2 < whole, first + " of " + whole);
    long deltas =
        Frames.types(Frames.decode(all)).stream().filter("contentBlockDelta"::equals).count();
    assertEquals(100, deltas);
  }

  @Test
  void aToolCallIsStreamedWithItsStart() {
    String body =
        """
        {"messages":[{"role":"user","content":[{"text":"The weather in Paris?"}]}],
         "toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":
         {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}\
        """;
    List<Frames.Frame> frames = Frames.decode(client.bytes(NOVA, body).body());
    JsonNode start = frames.get(1).payload().path("start").path("toolUse");
    assertEquals("get_weather", start.path("name").asText());
    String input =
        frames.stream()
            .map(f -> f.payload().path("delta").path("toolUse").path("input").asText(""))
            .collect(Collectors.joining());
    assertEquals("{\"city\":\"Paris\"}", input);
  }

  @Test
  void aThoughtIsStreamedAndSigned() {
    String body =
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";
    List<JsonNode> deltas =
        Frames.decode(client.bytes(CLAUDE, body).body()).stream()
            .map(frame -> frame.inner().path("delta"))
            .filter(delta -> delta.has("type"))
            .toList();
    String thought =
        deltas.stream()
            .map(delta -> delta.path("thinking").asText(""))
            .collect(Collectors.joining());
    String signature =
        deltas.stream()
            .map(delta -> delta.path("signature").asText(""))
            .collect(Collectors.joining());
    assertEquals(ThinkingReplay.sign(thought), signature);
  }
}
