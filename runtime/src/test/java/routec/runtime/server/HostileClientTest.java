package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm or know no HTTP, straight at the runtime: no Envoy stands in front. */
@Timeout(60)
class HostileClientTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/anthropic/v1/messages";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Running gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = Running.start(folder, "timeouts.head", "1", "timeouts.body", "1");
  }

  @AfterAll
  static void stop() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
  }

  /** Requests whose framing is broken: refused in the dialect, and the connection is over. */
  @TestFactory
  Stream<DynamicTest> brokenFramingIsRefusedAndEndsTheConnection() {
    String body = RawClient.body("hello");
    String length = "content-length: " + body.length();
    Map<String, String> requests =
        Map.ofEntries(
            Map.entry("two lengths", RawClient.head(CHAT, length, length) + body),
            Map.entry(
                "two different lengths", RawClient.head(CHAT, length, "Content-Length: 3") + body),
            Map.entry("a list of lengths", RawClient.head(CHAT, "content-length: 3, 3") + body),
            Map.entry("a signed length", RawClient.head(CHAT, "content-length: +3") + body),
            Map.entry("a negative length", RawClient.head(CHAT, "content-length: -3") + body),
            Map.entry("a length in letters", RawClient.head(CHAT, "content-length: abc") + body),
            Map.entry(
                "a giant length",
                RawClient.head(CHAT, "content-length: 99999999999999999999") + body),
            Map.entry(
                "length and chunks",
                RawClient.head(CHAT, length, "transfer-encoding: chunked") + "0\r\n\r\n"),
            Map.entry(
                "chunks and length",
                RawClient.head(CHAT, "transfer-encoding: chunked", "content-length: 5")
                    + "0\r\n\r\n"),
            Map.entry(
                "another coding",
                RawClient.head(CHAT, "transfer-encoding: gzip, chunked") + "0\r\n\r\n"),
            Map.entry(
                "an unknown coding",
                RawClient.head(CHAT, "transfer-encoding: xchunked") + "0\r\n\r\n"),
            Map.entry(
                "two codings",
                RawClient.head(CHAT, "transfer-encoding: chunked", "transfer-encoding: identity")
                    + "0\r\n\r\n"),
            Map.entry("a folded header", RawClient.head(CHAT, "x-a: b\r\n c: d", length) + body),
            Map.entry(
                "a space before the colon", RawClient.head(CHAT, "content-length : 5") + "hello"),
            Map.entry("a header without a colon", RawClient.head(CHAT, "nonsense", length) + body),
            Map.entry("a bare line feed", "POST /v1/chat/completions HTTP/1.1\nhost: x\n\n"),
            Map.entry("a NUL in a header", RawClient.head(CHAT, "x-a: b\0c", length) + body),
            Map.entry(
                "no host", "POST /v1/chat/completions HTTP/1.1\r\n" + length + "\r\n\r\n" + body),
            Map.entry("two hosts", RawClient.head(CHAT, "host: other", length) + body),
            Map.entry(
                "a bad chunk size",
                RawClient.head(CHAT, "transfer-encoding: chunked") + "zz\r\nhello\r\n0\r\n\r\n"),
            Map.entry(
                "a negative chunk size",
                RawClient.head(CHAT, "transfer-encoding: chunked") + "-5\r\nhello\r\n0\r\n\r\n"),
            Map.entry(
                "a chunk longer than said",
                RawClient.head(CHAT, "transfer-encoding: chunked") + "2\r\nhello\r\n0\r\n\r\n"),
            Map.entry("garbage", "\u0016\u0003\u0001\u0002\r\n\r\n"),
            Map.entry("no version", "GET /v1/models\r\n\r\n"),
            Map.entry("another version", "GET /v1/models HTTP/2.0\r\nhost: x\r\n\r\n"));
    return requests.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> assertRefusedAndClosed(entry.getValue())));
  }

  private static void assertRefusedAndClosed(String request) throws IOException {
    String smuggled = RawClient.chat("smuggled");
    try (RawClient client = gateway.client()) {
      RawClient.Reply reply = client.send(request + smuggled).reply();
      assertTrue(reply.status() >= 400 && reply.status() != 500, reply.head() + reply.body());
      assertEquals("application/json", reply.header("content-type"), reply.head());
      assertTrue(reply.body().contains("\"invalid_request_error\""), reply.body());
      assertFalse(reply.body().contains("Exception"), reply.body());
      assertTrue(client.isClosed(), "the connection lives on after: " + request);
    }
    assertFalse(
        gateway.provider.requests.stream().anyMatch(each -> each.contains("smuggled")),
        "a smuggled request reached the provider");
  }

  @Test
  void theOldVersionIsToldSoInJson() throws IOException {
    try (RawClient client = gateway.client()) {
      RawClient.Reply reply = client.send("GET /v1/models HTTP/1.0\r\nhost: x\r\n\r\n").reply();
      assertTrue(reply.status() == 505 || reply.status() == 400, reply.head());
      assertTrue(reply.body().contains("\"error\""), reply.body());
      assertTrue(client.isClosed());
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedWithAndWithoutALength() throws IOException {
    for (String path : List.of(CHAT, MESSAGES)) {
      for (int over : new int[] {1, 5 << 20, 100 << 20}) {
        int size = OneRoute.LARGEST_BODY + over;
        try (RawClient client = gateway.client()) {
          client.send(RawClient.head(path, "content-length: " + size));
          assertTooLarge(path, client);
        }
        try (RawClient client = gateway.client()) {
          client.send(RawClient.head(path, "transfer-encoding: chunked"));
          client.send(Integer.toHexString(size) + "\r\n");
          assertTooLarge(path, client);
        }
      }
      try (RawClient client = gateway.client()) {
        client.send(RawClient.head(path, "transfer-encoding: chunked"));
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        for (int i = 0; i < 17; i++) {
          client.send(chunk);
        }
        assertTooLarge(path, client);
      }
    }
  }

  private static void assertTooLarge(String path, RawClient client) throws IOException {
    RawClient.Reply reply = client.reply();
    assertEquals(413, reply.status(), reply.head());
    assertTrue(
        reply.body().contains(path.equals(MESSAGES) ? "request_too_large" : "the limit"),
        reply.body());
    assertTrue(client.isClosed());
  }

  @Test
  void aSlowHeadGets408InTheCallersDialect() throws Exception {
    try (RawClient client = gateway.client()) {
      client.send("POST " + MESSAGES + " HTTP/1.1\r\nhost: x\r\n");
      RawClient.Reply reply = client.reply();
      assertEquals(408, reply.status());
      assertTrue(reply.body().contains("\"type\":\"error\""), reply.body());
      assertTrue(client.isClosed());
      assertTrue(gateway.logged("\"path\":\"" + MESSAGES + "\",\"status\":408").isPresent());
    }
  }

  @Test
  void aHeadThatDripsGets408Too() throws IOException, InterruptedException {
    try (RawClient client = gateway.client()) {
      try {
        for (char c : RawClient.chat("drip").substring(0, 60).toCharArray()) {
          client.send(String.valueOf(c));
          Thread.sleep(50);
        }
      } catch (IOException e) {
        // closed while it was still dripping
      }
      assertEquals(408, client.reply().status());
    }
  }

  @Test
  void aSlowBodyGets408AndReachesNoProvider() throws Exception {
    for (String framing : List.of("content-length: 500", "transfer-encoding: chunked")) {
      try (RawClient client = gateway.client()) {
        client.send(RawClient.head(CHAT, framing, "x-request-id: slow-1"));
        client.send("100\r\n{\"model\":\"m\",\"slow\":");
        RawClient.Reply reply = client.reply();
        assertEquals(408, reply.status());
        assertEquals("slow-1", reply.header("x-request-id"));
        assertTrue(client.isClosed());
      }
    }
    assertTrue(gateway.logged("slow-1").orElse("").contains("\"status\":408"));
    assertFalse(gateway.provider.requests.stream().anyMatch(each -> each.contains("slow")));
  }

  @Test
  void tooManyHeadersAreRefused() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send(RawClient.head(CHAT, "x-big: " + "x".repeat(70_000)));
      RawClient.Reply reply = client.reply();
      assertTrue(reply.status() == 400 || reply.status() == 431, reply.head());
      assertTrue(reply.body().contains("\"error\""), reply.body());
      assertTrue(client.isClosed());
    }
    try (RawClient client = gateway.client()) {
      client.send("GET /" + "x".repeat(70_000));
      RawClient.Reply reply = client.reply();
      assertTrue(reply.status() >= 400 && reply.status() < 500, reply.head());
      assertTrue(reply.body().contains("\"error\""), reply.body());
    }
  }

  @Test
  void badJsonIsRefusedAndTheConnectionServesOn() throws IOException {
    String good = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "{\"model\":\"m\"," + good,
            "{\"model\":\"m\",\"model\":\"n\"," + good + "}",
            "{\"model\":\"m\",\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "," + good + "}",
            "{\"model\":\"m\",\"a\":\"\0\"," + good + "}",
            "\0",
            "{\"model\":\"m\"," + good + "}{}",
            "nonsense",
            " ")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add("{\"model\":\"m\",\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
    try (RawClient client = gateway.client()) {
      for (byte[] body : bodies) {
        client.send(RawClient.head(CHAT, "content-length: " + body.length)).send(body);
        RawClient.Reply reply = client.reply();
        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.body().contains("\"invalid_request_error\""), reply.body());
      }
      assertEquals(200, client.send(RawClient.chat("hello")).reply().status());
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send(
          RawClient.chat("hello")
              + "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n"
              + RawClient.head(CHAT, "content-length: 2")
              + "{}"
              + RawClient.chat("hello"));
      assertTrue(client.reply().body().contains("chat.completion"));
      assertTrue(client.reply().body().contains("\"list\""));
      assertEquals(400, client.reply().status());
      assertEquals(200, client.reply().status());
    }
  }

  @Test
  void aBodyThatNobodyReadsEndsTheConnection() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n");
      assertEquals(200, client.reply().status());
      assertTrue(client.isClosed());
    }
    try (RawClient client = gateway.client()) {
      client.send(RawClient.head("/v1/nowhere", "content-length: 500"));
      assertEquals(404, client.reply().status());
      assertTrue(client.isClosed());
    }
  }

  @Test
  void whoLeavesAtAnyStageDisturbsNobody() throws Exception {
    String request = RawClient.chat("half");
    int body = request.indexOf("\r\n\r\n") + 4;
    for (int cut : new int[] {0, 1, 20, body - 2, body, body + 10, request.length() - 1}) {
      try (RawClient client = gateway.client()) {
        client.send(request.substring(0, cut));
      }
    }
    assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
    assertFalse(
        gateway.provider.requests.stream().anyMatch(each -> each.contains("half")),
        "half a request reached the provider");
    assertTrue(gateway.logged("\"status\":499").isPresent());
  }

  @Test
  void threeHundredIdleConnectionsAndTwoHundredStreamsAtOnceAreServed() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        clients.add(gateway.client());
      }
      for (int i = 0; i < 200; i++) {
        RawClient client = gateway.client();
        clients.add(client);
        client.send(RawClient.chat("stream"));
      }
      for (RawClient client : clients.subList(300, 500)) {
        RawClient.Reply reply = client.reply();
        assertEquals(200, reply.status());
        assertTrue(reply.body().contains("Hello"), reply.body());
      }
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
      assertEquals(200, clients.getFirst().send(RawClient.chat("hello")).reply().status());
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
