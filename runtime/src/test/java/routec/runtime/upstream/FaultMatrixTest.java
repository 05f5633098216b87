package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import routec.runtime.attempt.AttemptSettings;
import routec.runtime.attempt.Attempts;
import routec.runtime.attempt.FaultWriter;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.observe.AccessLog;
import routec.runtime.observe.CallObservers;
import routec.runtime.observe.Metrics;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.FixedRoute;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Route;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;

/**
 * Every way in which a provider fails, plain and streamed, with and without another one to turn to:
 * nothing hangs, nothing leaks, nothing that failed looks like success, and the metrics say so.
 */
@Timeout(60)
final class FaultMatrixTest {
  private static final AttemptSettings SETTINGS =
      new AttemptSettings(20_000, 400, 400, 10_000, 5, 1 << 20);

  private static final FaultWriter FAULTS =
      new FaultWriter() {
        @Override
        public Slice body(Dialect dialect, Fault fault, String requestId) {
          return Slice.utf8("{\"error\":\"" + fault.kind() + "\"}");
        }

        @Override
        public void event(Dialect dialect, Fault fault, String requestId, ByteWriter out) {
          out.ascii("data: {\"error\":\"").ascii(fault.kind().name()).ascii("\"}\n\n");
        }
      };

  private static final Authorizer UNSIGNED =
      new Authorizer() {
        @Override
        public UpstreamRequest authorize(
            Authorization how, UpstreamRequest request, Headers client) {
          return request;
        }

        @Override
        public boolean refused(
            Authorization how, UpstreamRequest request, ReplyHead head, String errorType) {
          return false;
        }
      };

  /** What a client got. */
  private static final class Client implements ClientEnd {
    private final List<Integer> statuses = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int ends;

    @Override
    public void reply(int status, List<Header> headers, Slice body) {
      statuses.add(status);
      text.append(body.text());
      ends++;
    }

    @Override
    public void begin(List<Header> headers) {
      statuses.add(200);
    }

    @Override
    public void write(Slice events) {
      text.append(events.text());
    }

    @Override
    public void end() {
      ends++;
    }
  }

  /** One call through everything below the server. */
  private static final class Run implements AutoCloseable {
    private final PooledWire wire =
        new PooledWire(WireSettings.defaults(), PooledWireTest.NO_SECRETS);
    private final Attempts attempts = new Attempts(wire, UNSIGNED, FAULTS, SETTINGS);
    private final Metrics metrics = new Metrics();
    private final CallObservers observers = new CallObservers(metrics, AccessLog.off());
    private final Client client = new Client();

    /** What became of the attempt at the backend of that number. */
    void attempted(int number, String... outcomes) {
      String text = metrics.text();
      String begin = "routec_upstream_attempts_total{backend=\"default/" + number + "\",outcome=\"";
      List<String> found =
          text.lines()
              .filter(line -> line.startsWith(begin))
              .map(line -> line.substring(begin.length()))
              .toList();
      assertEquals(1, found.size(), text);
      assertTrue(
          Arrays.stream(outcomes).anyMatch(each -> found.getFirst().equals(each + "\"} 1")), text);
    }

    Run call(boolean stream, Target... targets) {
      attempts.run(
          FaultMatrixTest.call(stream, "hi"),
          route(targets),
          client,
          observers.begin("req-1", "l", "POST", "/v1/chat/completions"),
          new Cancellation());
      assertEquals(1, client.statuses.size(), "exactly one reply");
      assertEquals(1, client.ends, "which ends");
      assertEquals(0, wire.busy(), "no connection is held");
      return this;
    }

    /** One of several calls at once. */
    Client ask(boolean stream, String text, Target target) {
      Client own = new Client();
      attempts.run(
          FaultMatrixTest.call(stream, text),
          route(target),
          own,
          observers.begin("req-2", "l", "POST", "/v1/chat/completions"),
          new Cancellation());
      return own;
    }

    void succeeds(boolean stream) {
      assertEquals(List.of(200), client.statuses);
      assertTrue(client.text.toString().contains("hello"));
      assertFalse(client.text.toString().contains("error"));
      assertEquals(stream, client.text.toString().contains("[DONE]"));
      counts("status=\"200\",error_type=\"\"");
    }

    void fails(int status) {
      assertEquals(List.of(status), client.statuses);
      assertTrue(client.text.toString().startsWith("{\"error\""), client.text::toString);
      counts("status=\"" + status + "\",error_type=\"");
    }

    void counts(String labels) {
      String text = metrics.text();
      assertTrue(
          text.lines()
              .anyMatch(line ->
                  line.startsWith("routec_requests_total{")
                      && line.contains(labels)
                      && line.endsWith(" 1")),
          text);
      assertTrue(text.contains("routec_requests_in_flight 0\n"), text);
    }

    @Override
    public void close() {
      attempts.close();
      wire.close();
      observers.close();
    }
  }

  private static Call call(boolean stream, String text) {
    Slice body =
        Slice.utf8(
            "{\"model\":\"m\",\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + text
                + "\"}]}");
    JsonMembers members = JsonMembers.read(body, JsonOrigin.CLIENT);
    return new Call(Endpoint.CHAT_COMPLETIONS, "req-1", Headers.NONE, body, members, "m", stream);
  }

  private static Route route(Target... targets) {
    List<Attempt> attempts = new ArrayList<>();
    for (Target target : targets) {
      String name = "default/" + attempts.size();
      Backend backend = new Backend(name, "aws.bedrock", target, new Authorization.None());
      attempts.add(new Attempt(backend, attempts.size(), 1, FaultMatrixTest::translate));
    }
    return new FixedRoute("default/r/0", Set.of(Endpoint.CHAT_COMPLETIONS), attempts);
  }

  private static Outbound translate(Call call) {
    OpenAiToConverse request = OpenAiToConverse.translate(call, ModelTraits.CONSERVATIVE);
    return new Outbound(
        "/model/m/converse",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  private static Target at(Peer peer) {
    return Target.plain("127.0.0.1", peer.port());
  }

  private static Peer peer(BadProvider provider, boolean stream) throws IOException {
    return new Peer((peer, socket, _) -> provider.serve(peer, socket, stream));
  }

  @TestFactory
  Stream<DynamicTest> everyFaultBeforeTheFirstByte() {
    return Arrays.stream(BadProvider.values())
        .flatMap(provider ->
            Stream.of(false, true)
                .map(stream ->
                    DynamicTest.dynamicTest(
                        provider + (stream ? " streamed" : " plain"),
                        () -> Leaks.none(() -> checkEarly(provider, stream)))));
  }

  private static void checkEarly(BadProvider provider, boolean stream) throws Exception {
    try (Peer bad = peer(provider, stream);
        Peer good = peer(BadProvider.DOES_WELL, stream);
        Run alone = new Run();
        Run both = new Run()) {
      alone.call(stream, at(bad));
      if (provider.status() == 200) {
        alone.succeeds(stream);
      } else {
        alone.fails(provider.status());
      }
      both.call(stream, at(bad), at(good)).succeeds(stream);
      for (Run run : List.of(alone, both)) {
        run.attempted(0, outcome(provider.status()));
      }
      if (provider.status() != 200) {
        both.attempted(1, "2xx");
      }
    }
  }

  private static String[] outcome(int status) {
    return switch (status) {
      case 200 -> new String[] {"2xx"};
      case 429 -> new String[] {"4xx"};
      case 502 -> new String[] {"bad_reply", "3xx"};
      case 504 -> new String[] {"timeout"};
      default -> new String[] {"5xx"};
    };
  }

  @TestFactory
  Stream<DynamicTest> placesThatCantBeReached() throws IOException {
    int closed;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = server.getLocalPort();
    }
    Target refusing = Target.plain("127.0.0.1", closed);
    Target nameless = Target.plain("no-such-host.invalid", 80);
    return Stream.of(refusing, nameless)
        .flatMap(target ->
            Stream.of(false, true)
                .map(stream ->
                    DynamicTest.dynamicTest(
                        target.host() + (stream ? " streamed" : " plain"),
                        () -> Leaks.none(() -> checkUnreachable(target, stream)))));
  }

  private static void checkUnreachable(Target target, boolean stream) throws Exception {
    try (Peer good = peer(BadProvider.DOES_WELL, stream);
        Run alone = new Run();
        Run both = new Run()) {
      alone.call(stream, target).fails(503);
      both.call(stream, target, at(good)).succeeds(stream);
      alone.attempted(0, "unavailable");
      both.attempted(0, "unavailable");
      both.attempted(1, "2xx");
    }
  }

  @TestFactory
  Stream<DynamicTest> aPeerThatSpeaksNoTls() {
    return Stream.of(false, true)
        .map(stream ->
            DynamicTest.dynamicTest(
                stream ? "streamed" : "plain",
                () -> {
                  try (Peer plain =
                      Peer.answering("HTTP/1.1 400 No\r\ncontent-length: 0\r\n\r\n")) {
                    checkUnreachable(
                        Target.tls("127.0.0.1", plain.port(), "bedrock.example.com"), stream);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyFaultAfterTheFirstByte() {
    byte[] begun = BadProvider.frames(false, "");
    byte[] spoilt = BadProvider.frames(true, "");
    spoilt[begun.length + 20] ^= 1;
    return Stream.of(
            late("cut", begun, false),
            late("cut inside of a frame", Arrays.copyOf(spoilt, begun.length + 9), false),
            late("stall", begun, true),
            late("stall inside of a frame", Arrays.copyOf(spoilt, begun.length + 9), true),
            reset("reset", begun),
            reset("reset inside of a frame", Arrays.copyOf(spoilt, begun.length + 9)),
            late("garbage", garbage(begun), false),
            late("a frame of 2 GB", giant(begun), false),
            chunked("a bad chunk", begun, "zz\r\n"),
            chunked("a negative chunk", begun, "-1\r\n"),
            chunked("a chunk that is cut", begun, "ff\r\nabc"),
            chunked("an end without the model's", begun, "0\r\n\r\n"),
            late("bad checksum", spoilt, false),
            late("throttled", BadProvider.frames(false, "throttlingException"), false),
            late("failed", BadProvider.frames(false, "modelStreamErrorException"), false),
            late("failed inside", BadProvider.frames(false, "internalServerException"), false))
        .map(late -> DynamicTest.dynamicTest(late.name, () -> Leaks.none(() -> checkLate(late))));
  }

  private record Late(String name, Peer.Script script) {}

  private static Late late(String name, byte[] bytes, boolean stalls) {
    return new Late(
        name,
        (peer, socket, _) -> {
          peer.request(socket);
          Peer.send(socket, BadProvider.head(true, bytes.length + 1_000));
          socket.getOutputStream().write(bytes);
          if (stalls) {
            peer.awaitEnd(socket);
          }
        });
  }

  private static Late reset(String name, byte[] bytes) {
    return new Late(
        name,
        (peer, socket, _) -> {
          peer.request(socket);
          Peer.send(socket, BadProvider.head(true, bytes.length + 1_000));
          socket.getOutputStream().write(bytes);
          Thread.sleep(300); // a reset may overtake what was sent before it
          socket.setSoLinger(true, 0);
        });
  }

  private static Late chunked(String name, byte[] bytes, String rest) {
    return new Late(
        name,
        (peer, socket, _) -> {
          peer.request(socket);
          Peer.send(
              socket,
              "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
                  + "transfer-encoding: chunked\r\n\r\n"
                  + Integer.toHexString(bytes.length)
                  + "\r\n");
          socket.getOutputStream().write(bytes);
          Peer.send(socket, "\r\n" + rest);
        });
  }

  private static byte[] garbage(byte[] begun) {
    byte[] bytes = Arrays.copyOf(begun, begun.length + 500);
    Arrays.fill(bytes, begun.length, bytes.length, (byte) 'x');
    return bytes;
  }

  private static byte[] giant(byte[] begun) {
    byte[] bytes = Arrays.copyOf(begun, begun.length + 12);
    bytes[begun.length] = 0x7F;
    return bytes;
  }

  private static void checkLate(Late late) throws Exception {
    try (Peer bad = new Peer(late.script);
        Peer good = peer(BadProvider.DOES_WELL, true);
        Run run = new Run()) {
      run.call(true, at(bad), at(good));
      String text = run.client.text.toString();
      assertEquals(List.of(200), run.client.statuses);
      assertTrue(text.contains("hello"), text);
      assertFalse(text.contains("[DONE]"), text);
      assertTrue(text.endsWith("\"}\n\n") && text.contains("data: {\"error\":"), text);
      assertEquals(0, good.connections.get(), "never after the first byte");
      assertFalse(run.metrics.text().contains("error_type=\"\"} 1"), run.metrics.text());
      run.attempted(0, "bad_reply", "timeout", "rate_limited", "internal", "unavailable");
    }
  }

  @TestFactory
  Stream<DynamicTest> anExceptionAsTheFirstFrameIsAStatus() {
    return Stream.of("throttlingException 429", "serviceUnavailableException 503")
        .map(text ->
            DynamicTest.dynamicTest(
                text, () -> Leaks.none(() -> checkFirstFrame(text.split(" ", -1)))));
  }

  private static void checkFirstFrame(String... typeAndStatus) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BadProvider.frame(out, "!" + typeAndStatus[0], "{\"message\":\"no\"}");
    Late late = late(typeAndStatus[0], out.toByteArray(), false);
    try (Peer bad = new Peer(late.script);
        Peer good = peer(BadProvider.DOES_WELL, true);
        Run alone = new Run();
        Run both = new Run()) {
      alone.call(true, at(bad)).fails(Integer.parseInt(typeAndStatus[1]));
      both.call(true, at(bad), at(good)).succeeds(true);
    }
  }

  @Test
  void callsBesideProvidersThatSpeakGarbageAreUnharmed() throws Throwable {
    Leaks.none(FaultMatrixTest::checkNeighbours);
  }

  private static void checkNeighbours() throws Exception {
    try (Run run = new Run();
        Peer plain = echo(false);
        Peer streamed = echo(true);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean over = new AtomicBoolean();
      List<Future<Integer>> good = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int who = i;
        good.add(threads.submit(() -> good(run, over, "call-" + who + "-", plain, streamed)));
      }
      List<Future<?>> bad = new ArrayList<>();
      for (BadProvider provider : BadProvider.values()) {
        for (boolean stream : new boolean[] {false, true}) {
          bad.add(threads.submit(() -> bad(run, stream, peer(provider, stream))));
        }
      }
      for (int seed = 0; seed < 40; seed++) {
        boolean stream = seed % 2 == 0;
        Random random = new Random(seed);
        bad.add(threads.submit(() -> bad(run, stream, garbage(random, stream))));
      }
      for (Future<?> each : bad) {
        each.get();
      }
      over.set(true);
      for (Future<Integer> each : good) {
        assertTrue(each.get() > 0, "no call was made meanwhile");
      }
    }
  }

  /** Calls until it is over, each of which must get its own answer; returns how many. */
  private static int good(Run run, AtomicBoolean over, String name, Peer plain, Peer streamed) {
    int count = 0;
    while (!over.get()) {
      boolean stream = count % 2 == 0;
      String text = name + count++ + ".";
      Client client = run.ask(stream, text, at(stream ? streamed : plain));
      assertEquals(List.of(200), client.statuses, client.text::toString);
      assertTrue(client.text.toString().contains(text), client.text::toString);
      assertEquals(stream, client.text.toString().contains("[DONE]"));
    }
    return count;
  }

  private static boolean bad(Run run, boolean stream, Peer peer) throws IOException {
    try (peer) {
      Client client = run.ask(stream, "hi", at(peer));
      assertEquals(1, client.statuses.size());
      assertEquals(1, client.ends);
    }
    return true;
  }

  /** A good reply with some of its bytes changed. */
  private static Peer garbage(Random random, boolean stream) throws IOException {
    byte[] body = BadProvider.body(stream);
    byte[] head = BadProvider.head(stream, body.length).getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, bytes, head.length, body.length);
    for (int i = random.nextInt(12); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new Peer((peer, socket, _) -> {
      peer.request(socket);
      socket.getOutputStream().write(bytes);
    });
  }

  /** A provider that says what it was asked. */
  private static Peer echo(boolean stream) throws IOException {
    return new Peer((peer, socket, _) -> {
      for (Optional<String> request = peer.next(socket);
          request.isPresent();
          request = peer.next(socket)) {
        Matcher text = Pattern.compile("call-\\d+-\\d+\\.").matcher(request.get());
        BadProvider.good(socket, stream, text.find() ? text.group() : "nothing");
      }
    });
  }
}
