package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Header;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;

/** The wire against peers that behave and peers that do not. */
@Timeout(20)
final class PooledWireTest {
  static final Secrets NO_SECRETS =
      new Secrets() {
        @Override
        public Optional<Slice> read(String path) {
          return Optional.empty();
        }

        @Override
        public void refresh() {}
      };

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private PooledWire wire = new PooledWire(WireSettings.defaults(), NO_SECRETS);

  @AfterEach
  void closeWire() {
    wire.close();
  }

  private UpstreamReply send(Peer peer) {
    return send(peer, 2_000, new Cancellation());
  }

  private UpstreamReply send(Peer peer, long millis, Cancellation cancellation) {
    return wire.send(request(peer.port(), "{\"a\":1}"), Patience.of(millis, millis), cancellation);
  }

  static UpstreamRequest request(int port, String body) {
    return new UpstreamRequest(
        Target.plain("localhost", port),
        "/model/a%3A0/converse",
        List.of(new Header("content-type", "application/json")),
        Slice.utf8(body));
  }

  private static String text(UpstreamReply reply) throws IOException {
    try (reply) {
      return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void sendsExactlyWhatWasGivenAndReusesTheConnection() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      for (int i = 0; i < 5; i++) {
        UpstreamReply reply = send(peer);
        assertEquals(200, reply.head().status());
        assertEquals("{}", text(reply));
      }
      assertEquals(1, peer.connections.get());
      assertEquals(
          "POST /model/a%3A0/converse HTTP/1.1\r\nhost: localhost:"
              + peer.port()
              + "\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}",
          peer.requests.take());
    }
  }

  @Test
  void sendsLargeBodiesWhole() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      String body = "x".repeat(3_000_000);
      assertEquals(
          "{}",
          text(
              wire.send(
                  request(peer.port(), body), Patience.of(5_000, 5_000), new Cancellation())));
      assertTrue(peer.requests.take().endsWith(body));
    }
  }

  @Test
  void usesTheConnectionThatWasUsedLast() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      UpstreamReply first = send(peer);
      UpstreamReply second = send(peer);
      assertEquals("{}", text(first));
      assertEquals("{}", text(second));
      assertEquals("{}", text(send(peer)));
      assertEquals(2, peer.connections.get());
    }
  }

  @Test
  void replacesAConnectionThatDiedWhileItRested() throws Exception {
    try (Peer peer = Peer.closing(OK)) { // says nothing of closing, and closes
      for (int i = 0; i < 4; i++) {
        assertEquals("{}", text(send(peer)));
      }
      assertEquals(4, peer.connections.get());
    }
  }

  @Test
  void doesNotRepeatARequestOnAFreshConnection() throws Exception {
    try (Peer peer = new Peer((p, socket, _) -> p.request(socket))) {
      ProviderFault fault = assertThrows(ProviderFault.class, () -> send(peer));
      assertEquals(FaultKind.BAD_REPLY, fault.kind());
      assertEquals(1, peer.requests.size());
    }
  }

  @Test
  void doesNotRepeatARequestOnceAReplyHasBegun() throws Exception {
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          Peer.send(socket, OK);
          p.request(socket);
          Peer.send(socket, "HTTP/1.1 2");
        })) {
      assertEquals("{}", text(send(peer)));
      assertThrows(ProviderFault.class, () -> send(peer));
      assertEquals(1, peer.connections.get());
    }
  }

  @Test
  void honoursConnectionClose() throws Exception {
    try (Peer peer =
        Peer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) {
      assertEquals("{}", text(send(peer)));
      assertEquals("{}", text(send(peer)));
      assertEquals(2, peer.connections.get());
    }
  }

  @Test
  void givesUpAConnectionWhoseBodyWasNotReadToItsEnd() throws Exception {
    try (Peer peer = Peer.answering("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}")) {
      send(peer).close();
      assertFalse(peer.nextEnd().equals("null"), "the peer sees no end");
      send(peer).close();
      assertEquals(2, peer.connections.get());
    }
  }

  @Test
  void givesUpAConnectionWithBytesBeyondTheReply() throws Exception {
    try (Peer peer = Peer.answering(OK + OK)) {
      assertEquals("{}", text(send(peer)));
      assertEquals("{}", text(send(peer)));
      assertEquals(2, peer.connections.get());
    }
  }

  @Test
  void passesOverInterimReplies() throws Exception {
    try (Peer peer =
        Peer.answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + OK)) {
      assertEquals("{}", text(send(peer)));
    }
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (Peer peer =
        Peer.answering(
            "HTTP/1.1 307 Go\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n")) {
      try (UpstreamReply reply = send(peer)) {
        assertEquals(307, reply.head().status());
      }
      assertEquals(1, peer.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 999 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n: b\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nA: b\u0000c\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
      })
  void refusesHeadsInDoubt(String reply) throws Exception {
    try (Peer peer = Peer.closing(reply)) {
      ProviderFault fault = assertThrows(ProviderFault.class, () -> send(peer));
      assertEquals(FaultKind.BAD_REPLY, fault.kind());
      assertEquals(1, peer.connections.get());
    }
  }

  @Test
  void refusesAHeadWithoutEnd() throws Exception {
    try (Peer peer = Peer.closing("HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000))) {
      ProviderFault fault = assertThrows(ProviderFault.class, () -> send(peer));
      assertTrue(fault.detail().orElseThrow().contains("longer than"));
    }
  }

  @Test
  void takesALargeHeadWithinTheLimit() throws Exception {
    String reply =
        "HTTP/1.1 200 OK\r\nA: " + "b".repeat(60_000) + "\r\nContent-Length: 2\r\n\r\n{}";
    try (Peer peer = Peer.answering(reply)) {
      assertEquals("{}", text(send(peer)));
      assertEquals("{}", text(send(peer)));
      assertEquals(1, peer.connections.get());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\r\n{}\r\n0\r\n\r\n",
        "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        "0002\r\n{}\r\n000\r\n\r\n",
        "2;a=\"b\"\r\n{}\r\n0;x\r\nTrailer: t\r\nMore: m\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",
      })
  void readsChunks(String body) throws Exception {
    try (Peer peer =
        Peer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + body)) {
      assertEquals("{}", text(send(peer)));
      assertEquals("{}", text(send(peer)));
      assertEquals(1, peer.connections.get());
    }
  }

  @Test
  void readsChunksThatArriveByteByByte() throws Exception {
    String reply =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n2\r\n{}\r\n0\r\n\r\n";
    try (Peer peer =
        new Peer((p, socket, _) -> {
          socket.setTcpNoDelay(true);
          while (p.request(socket)) {
            for (int i = 0; i < reply.length(); i++) {
              Peer.send(socket, reply.substring(i, i + 1));
            }
          }
        })) {
      assertEquals("0123456789{}", text(send(peer)));
      assertEquals("0123456789{}", text(send(peer)));
      assertEquals(1, peer.connections.get());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "ffffffffffffffff\r\n{}",
        "2;a\nb\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\nA: b\n\r\n\r\n",
        "2\r\n{}\r\n",
        "2\r\n{}\r\n0\r\n",
        "5\r\n{}",
        "",
      })
  void refusesBrokenChunks(String body) throws Exception {
    try (Peer peer = Peer.closing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)) {
      UpstreamReply reply = send(peer);
      assertThrows(IOException.class, () -> text(reply));
    }
  }

  @Test
  void handsOutAChunkBeforeItIsWhole() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\nhello");
          assertTrue(seen.await(5, TimeUnit.SECONDS));
        })) {
      try (UpstreamReply reply = send(peer)) {
        byte[] some = new byte[100];
        assertEquals(5, reply.body().read(some, 0, 100));
        seen.countDown();
      }
    }
  }

  @Test
  void noticesABodyThatIsCut() throws Exception {
    try (Peer peer = Peer.closing("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}")) {
      UpstreamReply reply = send(peer);
      IOException cut = assertThrows(IOException.class, () -> text(reply));
      assertFalse(cut instanceof SocketTimeoutException);
    }
  }

  @Test
  void waitsForTheFirstByteNoLongerThanItMay() throws Exception {
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          for (int i = 0; i < 100; i++) { // a byte now and then does not win more time
            Peer.send(socket, "H");
            Thread.sleep(20);
          }
        })) {
      long before = System.nanoTime();
      GatewayFault fault =
          assertThrows(GatewayFault.class, () -> send(peer, 150, new Cancellation()));
      assertEquals(FaultKind.TIMEOUT, fault.kind());
      long millis = (System.nanoTime() - before) / 1_000_000;
      assertTrue(millis < 1_500, millis + " ms");
    }
  }

  @Test
  void noticesABodyThatFallsSilent() throws Exception {
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}");
          p.awaitEnd(socket);
        })) {
      UpstreamReply reply = send(peer, 150, new Cancellation());
      assertThrows(SocketTimeoutException.class, () -> text(reply));
      assertEquals("end", peer.nextEnd());
    }
  }

  @Test
  void closesTheConnectionWhenTheCallIsCancelledBeforeTheReply() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          cancellation.cancel();
          p.awaitEnd(socket);
        })) {
      assertThrows(ProviderFault.class, () -> send(peer, 10_000, cancellation));
      assertEquals("end", peer.nextEnd());
      assertEquals(1, peer.connections.get());
    }
  }

  @Test
  void closesTheConnectionWhenTheCallIsCancelledWithinTheBody() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          p.awaitEnd(socket);
        })) {
      UpstreamReply reply = send(peer, 10_000, cancellation);
      Thread.ofVirtual().start(cancellation::cancel);
      assertThrows(IOException.class, () -> text(reply));
      assertEquals("end", peer.nextEnd());
    }
  }

  @Test
  void readsTheReplyOfAPeerThatStoppedReading() throws Exception {
    try (Peer peer =
        new Peer((p, socket, _) -> {
          socket.getInputStream().readNBytes(1_000);
          Peer.send(socket, "HTTP/1.1 413 Large\r\nContent-Length: 2\r\n\r\n{}");
          socket.shutdownOutput();
          Thread.sleep(100);
          socket.getInputStream().skipNBytes(1_000_000);
        })) {
      UpstreamReply reply =
          wire.send(
              request(peer.port(), "x".repeat(900_000)),
              Patience.of(2_000, 2_000),
              new Cancellation());
      assertEquals(413, reply.head().status());
      reply.close();
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    GatewayFault fault =
        assertThrows(
            GatewayFault.class,
            () -> wire.send(request(port, "{}"), Patience.of(1_000, 1_000), new Cancellation()));
    assertEquals(FaultKind.UNAVAILABLE, fault.kind());
    assertEquals("The provider can't be reached.", fault.message());
    assertTrue(fault.detail().orElseThrow().contains("localhost:" + port));
  }

  @Test
  void saysThatANameIsUnknown() {
    UpstreamRequest request =
        new UpstreamRequest(
            Target.plain("no-such-name.invalid", 80), "/x", List.of(), Slice.utf8("{}"));
    GatewayFault fault =
        assertThrows(
            GatewayFault.class,
            () -> wire.send(request, Patience.of(1_000, 1_000), new Cancellation()));
    assertEquals(FaultKind.UNAVAILABLE, fault.kind());
  }

  @Test
  void connectsWhereTheSettingsSayAndKeepsTheHost() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      wire.close();
      wire =
          new PooledWire(
              WireSettings.defaults()
                  .withResolve(Map.of("bedrock.example:80", "127.0.0.1:" + peer.port())),
              NO_SECRETS);
      UpstreamRequest request =
          new UpstreamRequest(
              Target.plain("bedrock.example", 80), "/x", List.of(), Slice.utf8("{}"));
      assertEquals("{}", text(wire.send(request, Patience.of(1_000, 1_000), new Cancellation())));
      assertTrue(peer.requests.take().contains("\r\nhost: bedrock.example\r\n"));
    }
  }

  @Test
  void makesNoMoreConnectionsThanItMay() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      wire.close();
      wire = new PooledWire(WireSettings.defaults().withMaxConnections(2, 50), NO_SECRETS);
      UpstreamReply first = send(peer);
      UpstreamReply second = send(peer);
      GatewayFault fault = assertThrows(GatewayFault.class, () -> send(peer));
      assertEquals(FaultKind.UNAVAILABLE, fault.kind());
      assertEquals(Optional.of(1), fault.retryAfterSeconds());
      first.close();
      assertEquals("{}", text(send(peer)));
      second.close();
      assertEquals("{}", text(send(peer)));
    }
  }

  @Test
  void neverLetsALineBreakIntoAHead() throws Exception {
    try (Peer peer = Peer.answering(OK)) {
      UpstreamRequest request =
          new UpstreamRequest(
              Target.plain("localhost", peer.port()),
              "/x",
              List.of(new Header("a", "b\r\nevil: 1")),
              Slice.utf8("{}"));
      assertThrows(
          IllegalArgumentException.class,
          () -> wire.send(request, Patience.of(1_000, 1_000), new Cancellation()));
      assertEquals(0, peer.requests.size());
    }
  }

  @Test
  void endsEveryGarbledReplyProperly() throws Exception {
    String[] replies = {
      "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 10\r\n\r\n0123456789",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n0\r\nT: t\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Slow\r\nContent-Length: 2\r\n\r\n{}",
    };
    Random random = new Random(7);
    AtomicReference<String> next = new AtomicReference<>("");
    try (Peer peer =
        new Peer((p, socket, _) -> {
          p.request(socket);
          Peer.send(socket, String.valueOf(next.get()));
        })) {
      for (int i = 0; i < 600; i++) {
        StringBuilder reply = new StringBuilder(replies[i % replies.length]);
        for (int k = random.nextInt(4); k >= 0; k--) {
          int at = random.nextInt(reply.length());
          switch (random.nextInt(4)) {
            case 0 -> reply.deleteCharAt(at);
            case 1 -> reply.insert(at, "\r\n: 0x\u0000\u00ff;".charAt(random.nextInt(9)));
            case 2 -> reply.setCharAt(at, (char) random.nextInt(256));
            default -> reply.setLength(Math.max(1, at));
          }
        }
        next.set(reply.toString());
        try {
          text(send(peer));
        } catch (ProviderFault | IOException expected) {
          assertFalse(expected instanceof SocketTimeoutException, reply.toString());
        }
      }
    }
  }

  @Test
  void survivesAPeerThatResetsAtEachStage() throws Exception {
    String[] starts = {"", "HTTP/1.1 200", OK.substring(0, OK.length() - 1)};
    for (String start : starts) {
      try (Peer peer =
          new Peer((p, socket, _) -> {
            p.request(socket);
            Peer.send(socket, start);
            reset(socket);
          })) {
        assertThrows(Exception.class, () -> text(send(peer)));
      }
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
