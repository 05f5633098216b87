package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.simulator.Fault;
import routec.simulator.SeenRequest;

/** Calls that one backend fails and another one answers, through real Envoy. */
@Timeout(240)
class FailoverTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set at the beginning of each test
  private TwoRegions gateway;

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void anotherRegionAnswersAndEachRequestIsSignedForItsOwn() throws Exception {
    gateway = new TwoRegions(folder);
    for (boolean stream : new boolean[] {false, true}) {
      for (String path : List.of(TwoRegions.CHAT, TwoRegions.MESSAGES)) {
        boolean chat = path.equals(TwoRegions.CHAT);
        gateway.east.forget();
        gateway.west.forget();
        gateway.east.failNext(1, Fault.status(503));
        HttpResponse<String> reply =
            gateway.post(
                path, TwoRegions.ask(chat ? TwoRegions.NOVA : TwoRegions.CLAUDE, "Hello", stream));
        assertEquals(200, reply.statusCode(), reply.body());
        assertTrue(reply.body().contains("Hello"), reply.body());
        if (stream) {
          assertTrue(
              reply.body().contains(chat ? "data: [DONE]" : "event: message_stop"), reply.body());
        }
        assertEquals(503, gateway.east.last().status());
        assertEquals(200, gateway.west.last().status(), "the other region verified and answered");
        assertOwn("us-east-1", gateway.east.last());
        assertOwn("us-west-2", gateway.west.last());
        assertEquals(gateway.east.last().path(), gateway.west.last().path());
        assertEquals(gateway.east.last().bodyText(), gateway.west.last().bodyText());
      }
    }
    String metrics = gateway.admin("/metrics");
    assertTrue(metrics.contains("outcome=\"5xx\"} 2"), metrics);
  }

  private static void assertOwn(String region, SeenRequest request) {
    assertEquals("bedrock-runtime." + region + ".amazonaws.com", request.header("host"));
    String authorization = request.header("authorization");
    assertTrue(authorization.contains("/" + region + "/bedrock/aws4_request"), authorization);
  }

  @Test
  void aBackendThatAskedForRestGetsIt() throws Exception {
    gateway = new TwoRegions(folder);
    byte[] body = "{\"message\":\"Too many requests\"}".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-ErrorType",
            "ThrottlingException",
            "Retry-After",
            "25");
    gateway.east.nextReplies(Fault.replay(429, headers, body));
    String call = TwoRegions.ask(TwoRegions.NOVA, "Hello", false);
    for (int i = 0; i < 4; i++) {
      assertEquals(200, gateway.post(TwoRegions.CHAT, call).statusCode());
    }
    assertEquals(1, gateway.east.requests(), "it was called while it rested");
    assertEquals(4, gateway.west.requests());
    String metrics = gateway.admin("/metrics");
    assertTrue(
        metrics.contains("routec_backend_resting{backend=\"default/converse-east\"} 1"), metrics);
    assertTrue(
        metrics.contains("routec_backend_resting{backend=\"default/converse-west\"} 0"), metrics);

    gateway.west.failNext(1, Fault.status(500)); // nobody else is left: then who rests is asked
    assertEquals(200, gateway.post(TwoRegions.CHAT, call).statusCode());
    assertEquals(2, gateway.east.requests());
  }

  @Test
  void whereEveryBackendFailsTheClientIsToldWhatTheLastOneSaid() throws Exception {
    gateway = new TwoRegions(folder);
    gateway.east.failNext(1, Fault.throttle());
    gateway.west.failNext(1, Fault.throttle());
    HttpResponse<String> reply =
        gateway.post(TwoRegions.MESSAGES, TwoRegions.ask(TwoRegions.CLAUDE, "Hello", true));
    assertEquals(429, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains("\"rate_limit_error\""), reply.body());
    assertTrue(reply.headers().firstValue("retry-after").isPresent());
  }

  @Test
  void bedrockStandsInForAnotherProviderThatFailsOrFallsSilent() throws Exception {
    String error = "{\"error\":{\"message\":\"broken\",\"type\":\"server_error\"}}";
    try (BareServer failing =
            new BareServer(
                "HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/json\r\n"
                    + "content-length: "
                    + error.length()
                    + "\r\n\r\n"
                    + error);
        BareServer silent =
            new BareServer(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                    + "transfer-encoding: chunked\r\n\r\n")) {
      gateway =
          TwoRegions.with(
              folder, "providers.yaml", place("failing", failing) + "," + place("silent", silent));
      for (boolean stream : new boolean[] {false, true}) {
        HttpResponse<String> reply =
            gateway.post(TwoRegions.CHAT, TwoRegions.ask(TwoRegions.NOVA, "Hello", stream));
        assertEquals(200, reply.statusCode(), reply.body());
        assertTrue(reply.body().contains("Hello"), reply.body());
      }
      assertEquals(2, failing.requests.size());
      assertTrue(failing.requests.peek().startsWith("POST /v1/chat/completions "));
      assertTrue(gateway.east.last().path().endsWith("/converse-stream"));
      assertFalse(failing.requests.peek().contains("AWS4-HMAC"), "AWS's signature went elsewhere");

      HttpResponse<String> idle =
          gateway.post(
              TwoRegions.CHAT, TwoRegions.ask("us.amazon.nova-lite-v1:0", "Anybody there", true));
      assertEquals(200, idle.statusCode(), idle.body());
      assertEquals(1, silent.requests.size());
      assertTrue(idle.body().contains("there"), idle.body());
      assertTrue(idle.body().contains("data: [DONE]"), idle.body());
    }
  }

  private static String place(String name, BareServer server) {
    return name + ".default.svc.cluster.local:80=127.0.0.1:" + server.port();
  }
}
