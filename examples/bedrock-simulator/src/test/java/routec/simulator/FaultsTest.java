package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each fault, by text, by model id and by call. */
final class FaultsTest {
  private static final String STREAM = "/model/us.amazon.nova-micro-v1%3A0/converse-stream";
  private static final String NOVA = "us.amazon.nova-micro-v1:0";
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
  void errorsCanBeAskedForByText() {
    Map<String, Integer> statuses =
        Map.of(
            "[sim:throttle]",
            429,
            "[sim:status 503]",
            503,
            "[sim:error=500]",
            500,
            "[sim:not-ready]",
            429,
            "[sim:quota]",
            400,
            "[sim:exception=modelErrorException]",
            424,
            "[sim:status=424]",
            424,
            "[sim:status=408]",
            408);
    statuses.forEach(
        (text, status) -> assertEquals(status, client.converse(NOVA, text).statusCode(), text));
    assertEquals(
        "{\"message\":\"Too many tokens, please wait before trying again.\"}",
        client.converse(NOVA, "[sim:throttle]").body());
  }

  @Test
  void errorsCanBeAskedForByModel() {
    assertEquals(429, client.converse("sim.throttle", "Hello").statusCode());
    assertEquals(500, client.converse("sim.error-500", "Hello").statusCode());
    assertEquals(429, client.converse(NOVA + ".sim.throttle", "Hello").statusCode());
    assertEquals(200, client.converse("sim.echo", "Hello").statusCode());
    assertEquals(400, client.converse("sim.unheard-of", "Hello").statusCode());
    List<Frames.Frame> frames =
        Frames.decode(
            client
                .bytes("/model/sim.exception-after-3/converse-stream", SignedClient.body("Hello"))
                .body());
    assertEquals(4, frames.size());
    assertEquals("throttlingException", frames.getLast().type());
  }

  @Test
  void anUnknownDirectiveIsRefused() {
    assertEquals(400, client.converse(NOVA, "[sim:explode]").statusCode());
    assertThrows(IllegalArgumentException.class, () -> Fault.of("explode"));
  }

  @Test
  void anExceptionFrameEndsAStream() {
    List<Frames.Frame> frames = stream("[sim:exception=modelStreamErrorException after=2]");
    assertEquals(3, frames.size());
    assertEquals("exception", frames.getLast().messageType());
    assertEquals("modelStreamErrorException", frames.getLast().type());
    assertEquals(500, frames.getLast().payload().path("originalStatusCode").asInt());
    assertEquals("error", stream("[sim:error-frame=InternalError]").getFirst().messageType());
  }

  @Test
  void aCutStreamEndsInTheMiddleOfAFrame() {
    HttpResponse<InputStream> response =
        client.stream(STREAM, SignedClient.body("[sim:cut after=3]"));
    assertEquals(200, response.statusCode());
    assertThrows(IOException.class, () -> response.body().readAllBytes());
    HttpResponse<InputStream> reset =
        client.stream(STREAM, SignedClient.body("[sim:reset after=3]"));
    assertThrows(IOException.class, () -> reset.body().readAllBytes());
    assertThrows(UncheckedIOException.class, () -> client.converse(NOVA, "[sim:cut]"));
  }

  @Test
  void aWrongChecksumIsSeenByTheSdk() {
    byte[] body = client.bytes(STREAM, SignedClient.body("[sim:badcrc after=2]")).body();
    assertThrows(IllegalArgumentException.class, () -> Frames.decode(body));
  }

  @Test
  void aConnectionCanBeResetOrClosedBeforeTheReply() {
    assertThrows(UncheckedIOException.class, () -> client.converse(NOVA, "[sim:reset]"));
    assertThrows(UncheckedIOException.class, () -> client.converse(NOVA, "[sim:close]"));
  }

  @Test
  void aStalledStreamSeesTheClientLeave() throws Exception {
    HttpResponse<InputStream> response =
        client.stream(STREAM, SignedClient.body("[sim:stall after=2]"));
    try (InputStream body = response.body()) {
      assertTrue(body.read() >= 0);
    }
    SeenRequest request = simulator.last();
    for (int i = 0; i < 200 && !request.done(); i++) {
      Thread.sleep(10);
    }
    assertTrue(request.clientLeft());
  }

  @Test
  void aSlowReplyTakesItsTime() {
    long begin = System.nanoTime();
    assertEquals(200, client.converse(NOVA, "[sim:slow 100ms]").statusCode());
    assertEquals(429, client.converse(NOVA, "[sim:slow=100ms throttle]").statusCode());
    assertTrue(System.nanoTime() - begin >= 190_000_000L);
  }

  @Test
  void aStreamCanLackItsOutputOrItsEnd() {
    assertEquals(
        List.of("messageStart", "messageStop", "metadata"),
        Frames.types(stream("[sim:no-output]")));
    assertEquals("contentBlockStop", stream("[sim:no-stop]").getLast().type());
    assertEquals("messageStop", stream("[sim:no-metadata]").getLast().type());
    assertTrue(
        client
            .converse(NOVA, "[sim:stop-reason=guardrail_intervened]")
            .body()
            .contains("guardrail_intervened"));
  }

  @Test
  void bytesCanComeOneByOne() {
    assertFalse(stream("[sim:split=1]").isEmpty());
  }

  @Test
  void aTextCanFailAFewTimesAndThenSucceed() {
    String text = "[sim:throttle times=2] once more";
    assertEquals(429, client.converse(NOVA, text).statusCode());
    assertEquals(429, client.converse(NOVA, text).statusCode());
    assertEquals(200, client.converse(NOVA, text).statusCode());
  }

  @Test
  void faultsCanBePlannedByTests() {
    try (BedrockSimulator own = BedrockSimulator.startPlain();
        SignedClient its = new SignedClient(own.uri())) {
      own.nextReplies(Fault.throttle(), Fault.NONE, Fault.status(503));
      assertEquals(429, its.converse(NOVA, "a").statusCode());
      assertEquals(200, its.converse(NOVA, "a").statusCode());
      assertEquals(503, its.converse(NOVA, "a").statusCode());
      assertEquals(200, its.converse(NOVA, "a").statusCode());
      own.failNext(2, Fault.of("status=500"));
      own.fault(Fault.throttle());
      assertEquals(500, its.converse(NOVA, "a").statusCode());
      assertEquals(500, its.converse(NOVA, "a").statusCode());
      assertEquals(429, its.converse(NOVA, "a").statusCode());
      own.forget();
      byte[] body = "{\"message\":\"canned\"}".getBytes(StandardCharsets.UTF_8);
      own.nextReplies(Fault.replay(418, Map.of("Content-Type", "application/json"), body));
      HttpResponse<String> response = its.converse(NOVA, "a");
      assertEquals(418, response.statusCode());
      assertEquals("{\"message\":\"canned\"}", response.body());
      assertEquals(418, own.last().status());
    }
  }

  private static List<Frames.Frame> stream(String text) {
    return Frames.decode(client.bytes(STREAM, SignedClient.body(text)).body());
  }
}
