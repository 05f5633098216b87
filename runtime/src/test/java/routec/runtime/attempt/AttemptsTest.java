package routec.runtime.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.fault.RequestFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Ejection;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.FixedRoute;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Route;
import routec.runtime.spi.Target;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;
import routec.runtime.spi.Translation;
import routec.runtime.spi.Trigger;
import routec.runtime.spi.UpstreamRequest;

/** Calls through attempts: order, retries, commitment, and what the client and observer see. */
@Timeout(20)
final class AttemptsTest {
  private static final String EVENT = "data: one\n\n";

  private final ScriptedWire wire = new ScriptedWire();
  private final RecordingClient client = new RecordingClient();
  private final RecordingObserver observer = new RecordingObserver();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> refusals = new ArrayList<>();
  private AttemptSettings settings = AttemptSettings.defaults();
  private Timeouts timeouts = Timeouts.USUAL;
  private Traffic traffic = Traffic.USUAL;

  @AfterEach
  void leaveNothingOpen() {
    assertEquals(0, wire.open.get(), "replies left open");
    assertEquals(1, observer.steps.stream().filter(s -> s.startsWith("finished")).count());
    assertTrue(observer.steps.getLast().startsWith("finished"));
  }

  private final Authorizer authorizer =
      new Authorizer() {
        @Override
        public UpstreamRequest authorize(
            Authorization how, UpstreamRequest request, Headers client) {
          return request;
        }

        @Override
        public boolean refused(
            Authorization how, UpstreamRequest sent, ReplyHead head, String errorType) {
          refusals.add(errorType);
          return errorType.equals("ExpiredTokenException");
        }
      };

  private final FaultWriter faults =
      new FaultWriter() {
        @Override
        public Slice body(Dialect dialect, Fault fault, String requestId) {
          return Slice.utf8(dialect + " " + fault.kind() + " " + requestId);
        }

        @Override
        public void event(Dialect dialect, Fault fault, String requestId, ByteWriter out) {
          out.ascii("error ").ascii(fault.kind().name());
        }
      };

  private static final class Upper implements Answer.Whole {
    @Override
    public Answered complete(ReplyHead head, Slice body) {
      if (body.isEmpty()) {
        throw ProviderFault.broken("empty");
      }
      return new Answered(Slice.utf8("<" + body.text() + ">"), Usage.of(3, 4));
    }
  }

  private static final class Events implements Answer.Stream {
    private long count;

    @Override
    public Framing framing() {
      return Framing.SERVER_SENT_EVENTS;
    }

    @Override
    public void begin(ReplyHead head) {}

    @Override
    public void frame(Frame frame, ByteWriter out) {
      String text = frame.payload().text().strip();
      if (text.equals("throttle")) {
        out.ascii("half an event");
        throw ProviderFault.refusal(FaultKind.RATE_LIMITED, 429, "slow", "throttling", "");
      }
      if (!text.equals("quiet")) {
        count++;
        out.ascii("<" + text + ">");
      }
    }

    @Override
    public void end(ByteWriter out) {
      if (count == 0) {
        throw ProviderFault.broken("no end");
      }
      out.ascii("[DONE]");
    }

    @Override
    public Usage usage() {
      return Usage.of(0, count);
    }
  }

  private static Fault refusal(ReplyHead head, Slice body) {
    FaultKind kind =
        switch (head.status()) {
          case 429 -> FaultKind.RATE_LIMITED;
          case 403 -> FaultKind.PERMISSION_DENIED;
          case 400 -> FaultKind.INVALID_REQUEST;
          default -> FaultKind.UNAVAILABLE;
        };
    return ProviderFault.refusal(kind, head.status(), "refused", body.text(), "");
  }

  private static Attempt attempt(String name, int priority, int weight, boolean stream) {
    return attempt(
        name,
        priority,
        weight,
        _ ->
            new Outbound(
                "/" + name,
                Headers.of("content-type", "application/json"),
                Slice.utf8("{}"),
                List.of("seed", "logprobs"),
                stream ? new Events() : new Upper(),
                AttemptsTest::refusal));
  }

  private static Attempt attempt(String name, int priority, int weight, Translation translation) {
    Backend backend = new Backend(name, "test", Target.plain(name, 80), new Authorization.None());
    return new Attempt(backend, priority, weight, translation);
  }

  private Route route(Attempt... attempts) {
    return new FixedRoute(
        "default/r/0", Set.of(Endpoint.values()), List.of(attempts), timeouts, traffic);
  }

  private static Call call(Endpoint endpoint, boolean stream) {
    Slice body = Slice.utf8("{\"model\":\"m\"}");
    return new Call(
        endpoint,
        "req-1",
        Headers.NONE,
        body,
        JsonMembers.read(body, JsonOrigin.CLIENT),
        "m",
        stream);
  }

  private void run(boolean stream, Attempt... attempts) {
    run(call(Endpoint.CHAT_COMPLETIONS, stream), attempts);
  }

  private void run(Call call, Attempt... attempts) {
    try (Attempts running = new Attempts(wire, authorizer, faults, settings)) {
      running.run(call, route(attempts), client, observer, cancellation);
    }
  }

  private List<String> sentTo() {
    return wire.sent.stream().map(request -> request.target().host()).toList();
  }

  @Test
  void answersInOnePieceWithItsHeaders() throws Exception {
    wire.reply(200, "hello", "content-length", "5", "x-amzn-requestid", "aws-1");
    run(false, attempt("a", 0, 1, false));
    assertEquals(
        "reply 200 x-request-id=req-1 x-amzn-requestid=aws-1 x-routec-dropped=seed, logprobs"
            + " <hello>",
        client.next());
    assertEquals(
        List.of(
            "routed default/r/0", "attempt a", "answered 200", "firstByte", "finished 200 7 13 7"),
        observer.steps);
  }

  @Test
  void namesTheRequestAsAnthropicDoes() throws Exception {
    wire.reply(200, "hello");
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false));
    assertTrue(client.next().startsWith("reply 200 request-id=req-1 "));
  }

  @Test
  void goesOnToTheNextBackendWhereThatMayHelp() throws Exception {
    wire.reply(429, "ThrottlingException")
        .fail(new GatewayFault(FaultKind.UNAVAILABLE, "no connection"))
        .reply(200, "")
        .reply(200, "hello");
    run(
        false,
        attempt("c", 1, 1, false),
        attempt("a", 0, 1, false),
        attempt("d", 2, 1, false),
        attempt("b", 0, 1, false));
    assertEquals(List.of("a", "b", "c", "d"), sentTo());
    assertTrue(client.next().endsWith("<hello>"));
    assertTrue(observer.steps.contains("retrying RATE_LIMITED"));
  }

  @Test
  void relaysTheLastRefusalWhenNobodyIsLeft() throws Exception {
    wire.reply(503, "x").reply(429, "ThrottlingException", "x-amzn-requestid", "aws-2");
    run(false, attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertEquals(
        "reply 429 x-request-id=req-1 x-amzn-requestid=aws-2 retry-after=2"
            + " OPENAI RATE_LIMITED req-1",
        client.next());
    assertEquals("failed RATE_LIMITED", observer.steps.get(observer.steps.size() - 2));
  }

  @Test
  void neverRetriesWhatTheRequestIsToBlameFor() throws Exception {
    wire.reply(400, "ValidationException");
    run(false, attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertTrue(client.next().startsWith("reply 400"));
    assertEquals(List.of("a"), sentTo());
  }

  @Test
  void relaysARequestFaultOfTheTranslation() throws Exception {
    run(
        false,
        attempt(
            "a",
            0,
            1,
            _ -> {
              throw RequestFault.invalid("tools", "no tools");
            }),
        attempt("b", 0, 1, false));
    assertTrue(client.next().startsWith("reply 400"));
    assertEquals(0, wire.sent.size());
  }

  @Test
  void asksTheSameBackendOnceMoreWhenTheAuthorizerHasLearned() throws Exception {
    wire.reply(403, "ExpiredTokenException").reply(200, "hello");
    run(false, attempt("a", 0, 1, false));
    assertTrue(client.next().endsWith("<hello>"));
    assertEquals(List.of("a", "a"), sentTo());
  }

  @Test
  void asksTheSameBackendOnlyOnceMore() throws Exception {
    wire.reply(403, "ExpiredTokenException").reply(403, "ExpiredTokenException");
    run(false, attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertTrue(client.next().startsWith("reply 403"));
    assertEquals(List.of("a", "a"), sentTo());
    assertEquals(List.of("ExpiredTokenException"), refusals);
  }

  @Test
  void asksABackendThatFailsAgainAndAgainLast() throws Exception {
    Attempt bad = attempt("bad", 0, 1, false);
    Attempt good = attempt("good", 1, 1, false);
    try (Attempts running = new Attempts(wire, authorizer, faults, settings)) {
      Route route = route(bad, good);
      for (int i = 0; i < Ejection.USUAL.failures(); i++) {
        wire.fail(new GatewayFault(FaultKind.UNAVAILABLE, "no connection")).reply(200, "hello");
        running.run(call(Endpoint.CHAT_COMPLETIONS, false), route, client, observer, cancellation);
      }
      wire.sent.clear();
      observer.steps.clear();
      assertEquals(Map.of("bad", true, "good", false), running.resting());
      wire.reply(503, "").reply(200, "hello");
      running.run(call(Endpoint.CHAT_COMPLETIONS, false), route, client, observer, cancellation);
    }
    assertEquals(List.of("good", "bad"), sentTo()); // nobody is ejected for good
    client.got.forEach(reply -> assertTrue(reply.startsWith("reply 200")));
  }

  @Test
  void answersABugWithoutItsDetails() throws Exception {
    run(
        false,
        attempt(
            "a",
            0,
            1,
            _ -> {
              throw new IllegalStateException("secret");
            }));
    assertEquals("reply 500 x-request-id=req-1 OPENAI INTERNAL req-1", client.next());
  }

  @Test
  void saysWhereAModelCannotBeCalled() throws Exception {
    run(false);
    assertTrue(client.next().startsWith("reply 400"));
  }

  @Test
  void refusesRepliesThatAreCutOrTooLarge() throws Exception {
    wire.stream(200, new Feed().text("hel").cut());
    run(false, attempt("a", 0, 1, false));
    assertTrue(client.next().startsWith("reply 502"));
    settings = new AttemptSettings(1_000, 1_000, 1_000, 1_000, 3, 10);
    wire.reply(200, "eleven byte", "content-length", "11");
    observer.steps.clear();
    run(false, attempt("a", 0, 1, false));
    assertTrue(client.next().startsWith("reply 502"));
    wire.reply(200, "ten bytes!", "content-length", "10");
    observer.steps.clear();
    run(false, attempt("a", 0, 1, false));
    assertTrue(client.next().endsWith("<ten bytes!>"));
  }

  /** Many embeddings make a reply that other gateways have no room for. */
  @Test
  void passesAReplyOfManyMegabytes() throws Exception {
    settings = AttemptSettings.defaults();
    String vectors = "-0.0421,".repeat(3 << 20);
    wire.reply(200, vectors, "content-length", String.valueOf(vectors.length()));
    run(call(Endpoint.EMBEDDINGS, false), attempt("a", 0, 1, false));
    assertTrue(client.next().endsWith("<" + vectors + ">"));
  }

  @Test
  void streamsEveryFrameInOneWrite() throws Exception {
    Feed feed = new Feed();
    wire.stream(200, feed, "x-amzn-requestid", "aws-1");
    Thread caller = Thread.startVirtualThread(() -> run(true, attempt("a", 0, 1, true)));
    feed.text("data: quiet\n\n").text(EVENT);
    assertEquals(
        "begin x-request-id=req-1 x-amzn-requestid=aws-1 x-routec-dropped=seed, logprobs",
        client.next());
    assertEquals("<one>", client.next());
    feed.text("data: two\n\n");
    assertEquals("<two>", client.next());
    feed.end();
    assertEquals("[DONE]", client.next());
    assertEquals("end", client.next());
    caller.join();
    assertEquals("finished 200 2 13 16", observer.steps.getLast());
  }

  @Test
  void failsOverBeforeTheFirstOutputOfAStream() throws Exception {
    wire.stream(200, new Feed().text("data: quiet\n\ndata: throttle\n\n")).stream(
        200, new Feed().cut())
        .stream(200, new Feed().stall())
        .stream(200, new Feed().end())
        .stream(200, new Feed().text(EVENT).end());
    run(
        true,
        attempt("a", 0, 1, true),
        attempt("b", 0, 1, true),
        attempt("c", 0, 1, true),
        attempt("d", 0, 1, true),
        attempt("e", 0, 1, true));
    assertEquals(List.of("a", "b", "c", "d", "e"), sentTo());
    assertTrue(client.next().startsWith("begin"));
    assertEquals("<one>", client.next());
  }

  @Test
  void keepsTheStatusWhileNothingWasSent() throws Exception {
    wire.stream(200, new Feed().text("data: throttle\n\n"));
    run(true, attempt("a", 0, 1, true));
    assertTrue(client.next().startsWith("reply 429"));
    assertTrue(client.got.isEmpty());
  }

  @Test
  void tellsAFaultAfterTheCommitmentAsAnEventAndNoFalseEnd() throws Exception {
    wire.stream(200, new Feed().text(EVENT + "data: throttle\n\n"));
    run(true, attempt("a", 0, 1, true), attempt("b", 0, 1, true));
    assertTrue(client.next().startsWith("begin"));
    assertEquals("<one>", client.next());
    assertEquals("error RATE_LIMITED", client.next());
    assertEquals("end", client.next());
    assertEquals(List.of("a"), sentTo());
    assertEquals("finished 200 1 13 23", observer.steps.getLast());
  }

  @Test
  void tellsACutStreamAsAnEvent() throws Exception {
    wire.stream(200, new Feed().text(EVENT).cut());
    run(true, attempt("a", 0, 1, true), attempt("b", 0, 1, true));
    client.next();
    assertEquals("<one>", client.next());
    assertEquals("error BAD_REPLY", client.next());
    assertFalse(client.got.contains("[DONE]"));
  }

  @Test
  void pingsAClientWhileTheProviderIsSilent() throws Exception {
    settings = new AttemptSettings(10_000, 10_000, 10_000, 30, 3, 1_000);
    Feed feed = new Feed().text(EVENT);
    wire.stream(200, feed);
    Thread caller = Thread.startVirtualThread(() -> run(true, attempt("a", 0, 1, true)));
    assertTrue(client.next().startsWith("begin"));
    assertEquals("<one>", client.next());
    assertEquals(": ping\n\n", client.next());
    assertEquals(": ping\n\n", client.next());
    feed.end();
    caller.join();
    assertTrue(client.got.contains("[DONE]"));
  }

  @Test
  void neverPingsBeforeTheCommitment() throws Exception {
    settings = new AttemptSettings(10_000, 10_000, 10_000, 10, 3, 1_000);
    Feed feed = new Feed();
    wire.stream(200, feed);
    Thread caller = Thread.startVirtualThread(() -> run(true, attempt("a", 0, 1, true)));
    Thread.sleep(100);
    assertTrue(client.got.isEmpty());
    feed.text("data: throttle\n\n");
    caller.join();
    assertTrue(client.next().startsWith("reply 429"));
  }

  @Test
  void closesTheUpstreamWhenAPingFindsTheClientGone() throws Exception {
    settings = new AttemptSettings(10_000, 10_000, 10_000, 30, 3, 1_000);
    wire.stream(200, new Feed().text(EVENT));
    Thread caller =
        Thread.startVirtualThread(
            () -> run(call(Endpoint.MESSAGES, true), attempt("a", 0, 1, true)));
    client.next();
    assertEquals("<one>", client.next());
    client.gone = true;
    caller.join();
    assertEquals("abandoned", observer.steps.get(observer.steps.size() - 2));
    assertTrue(observer.steps.getLast().startsWith("finished 499 1 "));
  }

  @Test
  void closesTheUpstreamWhenAWriteFindsTheClientGone() throws Exception {
    Feed feed = new Feed().text(EVENT);
    wire.stream(200, feed);
    Thread caller = Thread.startVirtualThread(() -> run(true, attempt("a", 0, 1, true)));
    client.next();
    client.next();
    client.gone = true;
    feed.text(EVENT);
    caller.join();
    assertTrue(observer.steps.contains("abandoned"));
    assertFalse(observer.steps.contains("failed BAD_REPLY"));
  }

  @Test
  void saysNothingMoreToAClientThatIsKnownToHaveLeft() {
    wire.then((_, cancel) -> {
      cancel.cancel();
      throw ProviderFault.broken("socket closed");
    });
    run(false, attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertTrue(client.got.isEmpty());
    assertEquals(List.of("a"), sentTo());
    assertTrue(observer.steps.contains("abandoned"));
  }

  @Test
  void endsAStreamWhoseTimeIsUp() throws Exception {
    timeouts = Timeouts.ofMillis(200, 0, 0);
    settings = new AttemptSettings(10_000, 10_000, 10_000, 50, 3, 1_000);
    wire.stream(200, new Feed().text(EVENT)); // and then nothing, for ever
    run(call(Endpoint.MESSAGES, true), attempt("a", 0, 1, true), attempt("b", 0, 1, true));
    List<String> got = new ArrayList<>(client.got);
    assertTrue(got.contains("event: ping\ndata: {\"type\":\"ping\"}\n\n"));
    assertEquals(List.of("error TIMEOUT", "end"), got.subList(got.size() - 2, got.size()));
  }

  @Test
  void choosesByWeightSmoothly() {
    Order order =
        new Order(
            List.of(
                attempt("a", 0, 5, false),
                attempt("b", 0, 1, false),
                attempt("c", 0, 1, false),
                attempt("z", 1, 9, false)));
    StringBuilder first = new StringBuilder();
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 7_000; i++) {
      Order.Turn turn = order.turn(Retry.USUAL, _ -> true);
      String name = turn.next().orElseThrow().backend().name();
      counts.merge(name, 1, Integer::sum);
      if (i < 7) {
        first.append(name);
      }
      List<String> rest = new ArrayList<>();
      for (var next = turn.next(); next.isPresent(); next = turn.next()) {
        rest.add(next.get().backend().name());
      }
      assertEquals(3, rest.size());
      assertEquals("z", rest.getLast());
      assertEquals(0, Collections.frequency(rest, name));
    }
    assertEquals("aabacaa", first.toString());
    assertEquals("{a=5000, b=1000, c=1000}", counts.toString());
    observer.steps.add("finished");
  }

  private final ProviderFault busy =
      ProviderFault.refusal(FaultKind.RATE_LIMITED, 429, "busy", "ThrottlingException", "");

  private void policy(Retry retry) {
    traffic = Traffic.USUAL.with(retry);
  }

  @Test
  void aPolicySaysHowOftenAndInWhichOrder() throws Exception {
    policy(Retry.most(3).eachPriority(1).pause(0, 0).on(Trigger.STATUS).onStatus(500));
    wire.reply(500, "").reply(500, "").reply(500, "").reply(200, "hi");
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false), attempt("z", 1, 1, false));
    assertEquals(List.of("a", "z", "a", "z"), sentTo());
    assertTrue(client.next().startsWith("reply 200"));
  }

  @Test
  void aPolicyMayAskOneBackendAgain() throws Exception {
    policy(Retry.most(2).pause(1, 5).on(Trigger.CONNECT_FAILURE));
    Fault refused = new GatewayFault(FaultKind.UNAVAILABLE, "refused");
    wire.fail(refused).fail(refused).reply(200, "hi");
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false));
    assertEquals(List.of("a", "a", "a"), sentTo());
    assertTrue(client.next().startsWith("reply 200"));
  }

  @Test
  void aPolicyRetriesNothingThatItDoesNotName() throws Exception {
    policy(Retry.most(5).on(Trigger.CONNECT_FAILURE, Trigger.STATUS).onStatus(500));
    wire.reply(429, "");
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertEquals(List.of("a"), sentTo());
    assertTrue(client.next().startsWith("reply 429"));
  }

  @Test
  void waitsAsLongAsTheSameBackendAskedOrGivesUp() throws Exception {
    policy(Retry.most(1).on(Trigger.STATUS).onStatus(429));
    wire.fail(busy.withRetryAfter(1)).reply(200, "hi");
    long began = System.nanoTime();
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false));
    assertTrue(System.nanoTime() - began >= 1_000_000_000L);
    assertTrue(client.next().startsWith("reply 200"));
  }

  @Test
  void doesNotKeepAClientWaitingForLong() throws Exception {
    policy(Retry.most(1).on(Trigger.STATUS).onStatus(429));
    wire.fail(busy.withRetryAfter(60));
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false));
    assertTrue(client.next().startsWith("reply 429 request-id=req-1 retry-after=60"));
  }

  @Test
  void limitsRetriesAtOnce() throws Exception {
    policy(Retry.most(3).pause(0, 0).atOnce(0, 0));
    wire.fail(busy);
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertEquals(List.of("a"), sentTo());
  }

  @Test
  void anAttemptHasItsOwnTime() throws Exception {
    timeouts = Timeouts.ofMillis(0, 150, 0);
    wire.stream(200, new Feed().text("a").stall()).reply(200, "hi");
    wire.then((_, _) -> {
      throw new IllegalStateException("no third attempt");
    });
    run(call(Endpoint.MESSAGES, false), attempt("a", 0, 1, false), attempt("b", 0, 1, false));
    assertEquals(List.of("a", "b"), sentTo());
    assertTrue(client.next().startsWith("reply 200"));
    assertTrue(wire.patiences.getFirst().firstByteMillis() <= 150);
  }

  @Test
  void silenceOfAStreamIsLimitedBeforeItsFirstByteToo() throws Exception {
    timeouts = Timeouts.ofMillis(0, 0, 70);
    wire.stream(200, new Feed().text(EVENT).end());
    run(call(Endpoint.MESSAGES, true), attempt("a", 0, 1, true));
    assertEquals(70, wire.patiences.getFirst().firstByteMillis());
    assertEquals(70, wire.patiences.getFirst().idleMillis());
  }

  @Test
  void everyBackendMayRestAndIsAskedNevertheless() throws Exception {
    traffic = Traffic.USUAL.with(new Ejection(1, 0, 0, 60_000));
    Attempt a = attempt("a", 0, 1, false);
    Attempt b = attempt("b", 0, 1, false);
    Route route = route(a, b);
    try (Attempts attempts = new Attempts(wire, authorizer, faults, settings)) {
      for (Attempt each : List.of(a, b)) {
        attempts.health(route, each).bad(Health.now(), 0);
      }
      assertEquals(Map.of("a", true, "b", true), attempts.resting());
      wire.fail(busy).reply(200, "hi");
      attempts.run(call(Endpoint.MESSAGES, false), route, client, observer, cancellation);
    }
    assertEquals(List.of("a", "b"), sentTo());
    assertTrue(client.next().startsWith("reply 200"));
  }
}
