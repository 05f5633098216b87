package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm or know no HTTP, at a gateway with real Envoy in front. */
@Timeout(240)
class EnvoyHostileTest {
  private static final String CHAT = TwoRegions.CHAT;
  private static final String MESSAGES = TwoRegions.MESSAGES;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TwoRegions gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = new TwoRegions(folder, "timeouts.body=2", "limits.body=1000000", "timeouts.write=3");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  /** A client that sends exactly what a test says. */
  private static final class Raw implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    private final InputStream in = socket.getInputStream();

    Raw() throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
    }

    Raw send(String text) throws IOException {
      return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Raw send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      return this;
    }

    /** The next reply: its head in lower case, and its body, or the first chunk of that. */
    String reply() throws IOException {
      String head = until("\r\n\r\n").toLowerCase(Locale.ROOT);
      int at = head.indexOf("content-length:");
      if (at >= 0) {
        int length = Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
      }
      if (head.contains("transfer-encoding: chunked")) {
        int size = Integer.parseInt(until("\r\n").strip(), 16);
        return head + new String(in.readNBytes(size), StandardCharsets.UTF_8);
      }
      return head;
    }

    private String until(String end) throws IOException {
      StringBuilder read = new StringBuilder();
      while (read.indexOf(end) < 0) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("the connection ended after: " + read);
        }
        read.append((char) b);
      }
      return read.toString();
    }

    boolean isClosedOrAnswers(String text) {
      try {
        String reply = reply();
        return reply.startsWith("http/1.1 200") && reply.contains(text);
      } catch (IOException e) {
        return true;
      }
    }

    boolean isClosed() {
      try {
        return in.read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true; // reset
      }
    }

    /** What comes up to the last chunk, or to the connection's end, however it ends. */
    String rest() {
      StringBuilder rest = new StringBuilder();
      byte[] some = new byte[1 << 16];
      try {
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          rest.append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
          if (rest.indexOf("\r\n0\r\n\r\n", Math.max(0, rest.length() - 7)) >= 0) {
            break;
          }
        }
      } catch (IOException e) {
        // reset: an end too
      }
      return rest.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String head(String path, String... headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
    head.append("content-type: application/json\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static String body(String text) {
    return TwoRegions.ask(TwoRegions.NOVA, text, false);
  }

  private static String call(String text) {
    return head(CHAT, "content-length: " + body(text).length()) + body(text);
  }

  @TestFactory
  Stream<DynamicTest> brokenFramingIsRefusedAndEndsTheConnection() {
    String body = body("hello");
    String length = "content-length: " + body.length();
    String chunked = "transfer-encoding: chunked";
    return Map.ofEntries(
            Map.entry("two different lengths", head(CHAT, length, "Content-Length: 3") + body),
            Map.entry("a list of lengths", head(CHAT, "content-length: 3, 4") + body),
            Map.entry("a signed length", head(CHAT, "content-length: +3") + body),
            Map.entry("a negative length", head(CHAT, "content-length: -3") + body),
            Map.entry("a length in letters", head(CHAT, "content-length: abc") + body),
            Map.entry("length and chunks", head(CHAT, length, chunked) + "0\r\n\r\n"),
            Map.entry("chunks and length", head(MESSAGES, chunked, length) + "0\r\n\r\n"),
            Map.entry(
                "another coding", head(CHAT, "transfer-encoding: gzip, chunked") + "0\r\n\r\n"),
            Map.entry("an unknown coding", head(CHAT, "transfer-encoding: xchunked") + "0\r\n\r\n"),
            Map.entry("a space before the colon", head(CHAT, "content-length : 5") + "hello"),
            Map.entry("a header without a colon", head(CHAT, "nonsense", length) + body),
            Map.entry("a NUL in a header", head(CHAT, "x-a: b\0c", length) + body),
            Map.entry("a bad chunk size", head(CHAT, chunked) + "zz\r\nhello\r\n0\r\n\r\n"),
            Map.entry("garbage", "\u0016\u0003\u0001\u0002\r\n\r\n"),
            Map.entry("another version", "GET /v1/models HTTP/3.7\r\nhost: x\r\n\r\n"))
        .entrySet()
        .stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> assertRefusedAndClosed(entry.getValue())));
  }

  private static void assertRefusedAndClosed(String request) throws IOException {
    long before = gateway.requests();
    try (Raw client = new Raw()) {
      String reply = client.send(request + call("smuggled")).reply();
      assertTrue(reply.startsWith("http/1.1 4") || reply.startsWith("http/1.1 501"), reply);
      assertTrue(reply.contains("application/json"), reply);
      assertTrue(reply.contains("\"error\""), reply);
      assertTrue(reply.contains("\"invalid_request_error\""), reply);
      assertTrue(client.isClosed(), () -> "the connection lives on after: " + request);
    }
    assertEquals(before, gateway.requests(), "it reached a provider");
  }

  @Test
  void whatIsNotForbiddenIsReadInOneWayOnly() throws IOException {
    // RFC 9112, 5.2 and RFC 9110, 8.6: folded headers and equal lengths may be refused or mended.
    String length = "content-length: " + body("hello").length();
    for (String request :
        List.of(
            head(CHAT, "x-a: b\r\n c: d", length) + body("hello"),
            head(CHAT, length, length) + body("hello"))) {
      try (Raw client = new Raw()) {
        String reply = client.send(request + call("again")).reply();
        if (reply.startsWith("http/1.1 200")) {
          assertTrue(reply.contains("hello"), reply);
          assertTrue(
              client.reply().contains("again"), "another request than the one that was sent");
        } else {
          assertTrue(reply.startsWith("http/1.1 400"), reply);
          assertTrue(client.isClosed(), reply);
        }
      }
    }
  }

  @Test
  void aChunkThatIsLongerThanItSaysIsNotReadAsAnotherRequest() throws IOException {
    long before = gateway.requests();
    String inside = "hello POST /x HTTP/1.1";
    try (Raw client = new Raw()) {
      client.send(head(CHAT, "transfer-encoding: chunked") + "2\r\n" + inside + "\r\n0\r\n\r\n");
      String reply = client.send(call("next")).reply();
      assertTrue(reply.startsWith("http/1.1 400"), reply);
      // Envoy passes over the rest of the line: then what follows is the next request, and whole.
      assertTrue(client.isClosedOrAnswers("next"), "the rest was taken for a request");
    }
    assertTrue(gateway.requests() <= before + 1);
  }

  @Test
  void aRequestWithoutAHostIsRefused() throws IOException {
    long before = gateway.requests();
    try (Raw client = new Raw()) {
      String body = body("hello");
      client.send("POST " + CHAT + " HTTP/1.1\r\ncontent-length: " + body.length() + "\r\n\r\n");
      String reply = client.send(body).reply();
      assertTrue(reply.startsWith("http/1.1 400"), reply);
      assertTrue(reply.contains("not valid HTTP"), reply);
    }
    assertEquals(before, gateway.requests());
  }

  @Test
  void theOldVersionIsToldSoInJson() throws IOException {
    try (Raw client = new Raw()) {
      String reply = client.send("GET /v1/models HTTP/1.0\r\nhost: x\r\n\r\n").reply();
      assertTrue(reply.startsWith("http/1.1 426"), reply);
      assertTrue(reply.contains("HTTP/1.1 or later"), reply);
      assertTrue(client.isClosed());
    }
  }

  @Test
  void headersThatAreTooLargeAreRefusedInTheDialect() throws IOException {
    try (Raw client = new Raw()) {
      String reply = client.send(head(CHAT, "x-big: " + "x".repeat(64 << 10))).reply();
      assertTrue(reply.startsWith("http/1.1 431"), reply);
      assertTrue(reply.contains("headers are too large"), reply);
      assertTrue(client.isClosed());
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedWithAndWithoutALength() throws IOException {
    long before = gateway.requests();
    String big = " ".repeat(1_200_000);
    for (String path : List.of(CHAT, MESSAGES)) {
      String wanted = path.equals(CHAT) ? "the limit" : "request_too_large";
      try (Raw client = new Raw()) {
        String reply = client.send(head(path, "content-length: 1200000")).reply();
        assertTrue(reply.startsWith("http/1.1 413") && reply.contains(wanted), reply);
      }
      try (Raw client = new Raw()) {
        client.send(head(path, "transfer-encoding: chunked"));
        try {
          client.send(Integer.toHexString(big.length()) + "\r\n" + big + "\r\n0\r\n\r\n");
        } catch (IOException e) {
          // refused while it was still sending
        }
        String reply = client.reply();
        assertTrue(reply.startsWith("http/1.1 413") && reply.contains(wanted), reply);
      }
    }
    assertEquals(before, gateway.requests());
  }

  @Test
  void aSlowBodyIsToldSoAndReachesNoProvider() throws IOException {
    long before = gateway.requests();
    for (String framing : List.of("content-length: 500", "transfer-encoding: chunked")) {
      try (Raw client = new Raw()) {
        client.send(head(MESSAGES, framing)).send("100\r\n{\"model\":\"m\",\"slow\":");
        String reply = client.reply();
        assertTrue(reply.startsWith("http/1.1 408"), reply);
        assertTrue(reply.contains("\"type\":\"error\""), reply);
      }
    }
    assertEquals(before, gateway.requests());
  }

  @Test
  void aHundredSlowBodiesHoldUpNobodyAndAreToldSo() throws Exception {
    long before = gateway.requests();
    List<Raw> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        clients.add(new Raw().send(head(CHAT, "content-length: 5000")).send("{"));
      }
      try (Raw client = new Raw()) {
        assertTrue(client.send(call("hello")).reply().startsWith("http/1.1 200"));
      }
      for (Raw client : clients) {
        try {
          client.send(" "); // while it is told, or before
        } catch (IOException e) {
          // it was told and closed already
        }
      }
      for (Raw client : clients) {
        String reply = client.reply();
        assertTrue(reply.startsWith("http/1.1 408"), reply);
      }
    } finally {
      for (Raw client : clients) {
        client.close();
      }
    }
    assertEquals(before + 1, gateway.requests());
    assertEquals(0, awaitInFlight());
  }

  @Test
  void whoTakesNothingOfItsStreamHoldsUpNobodyAndIsCutOff() throws Exception {
    String ask = TwoRegions.ask(TwoRegions.NOVA, "[sim:events=50000] flood", true);
    String stream = head(CHAT, "content-length: " + ask.length()) + ask;
    List<Raw> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Raw client = new Raw();
        client.socket.setReceiveBufferSize(65_536);
        clients.add(client.send(stream));
      }
      for (Raw client : clients) {
        assertEquals('H', client.in.read());
      }
      try (Raw client = new Raw()) {
        assertTrue(client.send(call("hello")).reply().startsWith("http/1.1 200"));
      }
      assertEquals(0, awaitInFlight(), "their calls go on");
      for (Raw client : clients) {
        assertFalse(client.rest().contains("[DONE]"), "it ended as if it were whole");
      }
    } finally {
      for (Raw client : clients) {
        client.close();
      }
    }
    String metrics = gateway.admin("/metrics");
    assertTrue(metrics.contains("status=\"499\",error_type=\"client_left\""), metrics);
  }

  @Test
  void aSlowHeadIsToldSo() throws IOException {
    try (Raw client = new Raw()) {
      client.send("POST " + CHAT + " HTTP/1.1\r\nhost: x\r\n");
      String reply = client.reply(); // after ten seconds
      assertTrue(reply.startsWith("http/1.1 408"), reply);
      assertTrue(reply.contains("\"error\""), reply);
      assertTrue(client.isClosed());
    }
  }

  @Test
  void badJsonIsRefusedAndTheConnectionServesOn() throws IOException {
    long before = gateway.requests();
    String good = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    String model = "\"model\":\"" + TwoRegions.NOVA + "\"";
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "{" + model + "," + good,
            "{" + model + "," + model + "," + good + "}",
            "{" + model + ",\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "," + good + "}",
            "{" + model + ",\"a\":\"\0\"," + good + "}",
            "\0",
            "{" + model + "," + good + "}{}")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add(("{" + model + ",\"a\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1));
    try (Raw client = new Raw()) {
      for (byte[] bytes : bodies) {
        for (String path : List.of(CHAT, MESSAGES)) {
          client.send(head(path, "content-length: " + bytes.length)).send(bytes);
          String reply = client.reply();
          assertTrue(reply.startsWith("http/1.1 400"), reply);
          assertEquals(path.equals(MESSAGES), reply.contains("\"type\":\"error\""), reply);
        }
      }
      assertEquals(before, gateway.requests(), "bad JSON reached a provider");
      assertTrue(client.send(call("hello")).reply().startsWith("http/1.1 200"));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (Raw client = new Raw()) {
      client.send(
          call("first")
              + "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n"
              + head(CHAT, "content-length: 2")
              + "{}"
              + call("last"));
      assertTrue(client.reply().contains("first"));
      assertTrue(client.reply().contains("\"list\""));
      assertTrue(client.reply().startsWith("http/1.1 400"));
      assertTrue(client.reply().contains("last"));
    }
  }

  @Test
  void whoLeavesAtAnyStageDisturbsNobody() throws Exception {
    long before = gateway.requests();
    String request = call("half");
    int body = request.indexOf("\r\n\r\n") + 4;
    for (int cut : new int[] {0, 1, 20, body - 2, body, body + 10, request.length() - 1}) {
      try (Raw client = new Raw()) {
        client.send(request.substring(0, cut));
      }
    }
    try (Raw client = new Raw()) {
      assertTrue(client.send(call("hello")).reply().startsWith("http/1.1 200"));
    }
    assertEquals(before + 1, gateway.requests(), "half a request reached a provider");
  }

  @Test
  void whoLeavesItsStreamCancelsItAtTheProvider() throws Exception {
    long before = gateway.east.requests();
    try (Raw client = new Raw()) {
      String ask = TwoRegions.ask(TwoRegions.NOVA, "[sim:events=4000 pace=25ms] leaving", true);
      String reply = client.send(head(CHAT, "content-length: " + ask.length()) + ask).reply();
      assertTrue(reply.startsWith("http/1.1 200"), reply);
    }
    assertEquals(before + 1, gateway.east.requests());
    for (int i = 0; i < 600 && !gateway.east.last().done(); i++) {
      Thread.sleep(20);
    }
    assertTrue(gateway.east.last().clientLeft(), "the provider still works for nobody");
  }

  @Test
  void threeHundredIdleConnectionsAndTwoHundredStreamsAtOnceAreServed() throws Exception {
    String ask = TwoRegions.ask(TwoRegions.NOVA, "[sim:events=3 stall after=2]", true);
    String stream = head(CHAT, "content-length: " + ask.length()) + ask;
    List<Raw> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        clients.add(new Raw());
      }
      for (int group = 0; group < 20; group++) { // a TLS handshake each takes its time
        List<Raw> some = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          some.add(new Raw().send(stream));
        }
        clients.addAll(some);
        for (Raw client : some) {
          String reply = client.reply();
          assertTrue(reply.startsWith("http/1.1 200"), reply);
        }
      }
      assertTrue(inFlight() >= 200, "streams have ended");
      try (Raw client = new Raw()) {
        assertTrue(client.send(call("hello")).reply().startsWith("http/1.1 200"));
      }
      assertTrue(clients.getFirst().send(call("hello")).reply().startsWith("http/1.1 200"));
    } finally {
      for (Raw client : clients) {
        client.close();
      }
    }
    assertEquals(0, awaitInFlight(), "calls of clients that have left are still under way");
  }

  private static int awaitInFlight() throws Exception {
    for (int i = 0; i < 1_500 && inFlight() > 0; i++) {
      Thread.sleep(20);
    }
    return inFlight();
  }

  private static int inFlight() throws Exception {
    return gateway
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith("routec_requests_in_flight "))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
