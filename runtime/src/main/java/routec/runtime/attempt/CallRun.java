package routec.runtime.attempt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Observer;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Patience;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Route;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;

/** One call on its way: attempt after attempt until one answers or none is left. */
final class CallRun {
  private static final System.Logger LOG = System.getLogger(CallRun.class.getName());
  private static final int LARGEST_REFUSAL = 1 << 20;

  /** 96 vectors of 1,536 numbers, the most that one request brings, are half of it. */
  private static final int LARGEST_PIECE = 4 << 20;

  /** What nginx logs for a client that closed the connection; no client ever sees it. */
  private static final int CLIENT_CLOSED = 499;

  private final Attempts attempts;
  private final Call call;
  private final Route route;
  private final ClientEnd client;
  private final Observer observer;
  private final Cancellation cancellation;
  private final Dialect dialect;
  private final Deadline deadline;
  private Optional<ReplyHead> upstream = Optional.empty();
  private Usage usage = Usage.NONE;
  private long bytesOut;

  CallRun(
      Attempts attempts,
      Call call,
      Route route,
      ClientEnd client,
      Observer observer,
      Cancellation cancellation) {
    this.attempts = attempts;
    this.call = call;
    this.route = route;
    this.client = client;
    this.observer = observer;
    this.cancellation = cancellation;
    this.dialect = call.endpoint().dialect();
    this.deadline = Deadline.of(route.timeouts().request(), attempts.settings.totalMillis());
  }

  void run() {
    observer.routed(route, call);
    int status;
    try {
      serve();
      status = 200;
    } catch (ClientLeft e) {
      observer.abandoned();
      status = CLIENT_CLOSED;
    } catch (Fault fault) {
      status = refuse(fault);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "A bug failed the call " + call.id(), e);
      status = refuse(new GatewayFault(FaultKind.INTERNAL, "The gateway failed.", e.toString()));
    }
    observer.finished(status, usage, call.body().length(), bytesOut);
  }

  private int refuse(Fault fault) {
    if (cancellation.isCancelled()) {
      observer.abandoned();
      return CLIENT_CLOSED;
    }
    observer.failed(fault);
    try {
      Reply.refuse(attempts.faults, dialect, call.id(), fault, client, upstream);
      return fault.status();
    } catch (IOException e) {
      observer.abandoned();
      return CLIENT_CLOSED;
    }
  }

  /** Tries attempts until one has answered. */
  private void serve() throws ClientLeft {
    Attempts.State state = attempts.state(route, call.endpoint());
    Retry retry = route.traffic().retry();
    Order.Turn turn =
        state.order().turn(retry, one -> attempts.health(route, one).available(Health.now()));
    Attempt attempt = turn.next().orElseThrow(this::noAttempt);
    attempts.budget.earn();
    state.load().began();
    try {
      serve(attempt, turn, new Pauses(retry, deadline, cancellation), state.load());
    } finally {
      state.load().ended();
    }
  }

  private void serve(Attempt first, Order.Turn turn, Pauses pauses, RuleLoad load)
      throws ClientLeft {
    Attempt attempt = first;
    for (int retries = 0; ; retries++) {
      try {
        attempt(attempt);
        return;
      } catch (ProviderFault | GatewayFault fault) {
        Optional<Attempt> next = mayRetry(fault, retries) ? turn.next() : Optional.empty();
        if (next.isEmpty()
            || !attempts.budget.allows(retries)
            || !pauses.before(next.get(), attempt, fault)
            || !load.retry(route.traffic().retry())) {
          throw fault;
        }
        observer.retrying(fault);
        attempt = next.get();
      } finally {
        if (retries > 0) {
          load.retried();
        }
      }
    }
  }

  private boolean mayRetry(Fault fault, int retries) {
    Retry retry = route.traffic().retry();
    int most = retry.most() < 0 ? attempts.settings.maxAttempts() - 1 : retry.most();
    return retries < most
        && Retries.wanted(retry, fault, upstream)
        && !deadline.passed()
        && !cancellation.isCancelled();
  }

  private RequestFault noAttempt() {
    return RequestFault.invalid(
        "model",
        "The model `" + call.model() + "` can't be called at " + call.endpoint().path() + ".");
  }

  /** One backend, asked a second time only where the authorizer has learned from its refusal. */
  private void attempt(Attempt attempt) throws ClientLeft {
    observer.attempt(attempt.backend());
    Deadline own = deadline.within(route.timeouts().attempt());
    try {
      if (!ask(attempt, own, true)) {
        ask(attempt, own, false);
      }
    } catch (ProviderFault | GatewayFault fault) {
      if (!cancellation.isCancelled()) {
        Health.learn(attempts.health(route, attempt), fault, upstream);
      }
      throw fault;
    }
  }

  /** True if the backend has answered, false if it should be asked once more. */
  private boolean ask(Attempt attempt, Deadline own, boolean mayAskAgain) throws ClientLeft {
    upstream = Optional.empty();
    Outbound outbound = attempt.translation().translate(call);
    if (outbound.answer() instanceof Answer.Joined joined) {
      return askInPieces(attempt, outbound, joined, own, mayAskAgain);
    }
    Backend backend = attempt.backend();
    UpstreamRequest request = request(backend, outbound, outbound.body());
    own.check();
    try (UpstreamReply reply = attempts.wire.send(request, patience(own), cancellation)) {
      ReplyHead head = reply.head();
      answered(head);
      if (isGood(head)) {
        answer(attempt, outbound, request, own, reply);
        return true;
      }
      Slice body = Upstream.refusal(reply, LARGEST_REFUSAL, own);
      refused(backend, outbound, request, head, body, mayAskAgain);
      return false;
    }
  }

  /** The same for a call that takes several requests; their one answer is a whole one. */
  private boolean askInPieces(
      Attempt attempt, Outbound outbound, Answer.Joined joined, Deadline own, boolean mayAskAgain)
      throws ClientLeft {
    Backend backend = attempt.backend();
    int most =
        Math.max(LARGEST_PIECE, attempts.settings.maxReplyBytes() / outbound.bodies().size());
    List<Answer.Part> parts =
        FanOut.run(
            outbound.bodies(),
            cancellation,
            (body, pieces) -> {
              UpstreamRequest request = request(backend, outbound, body);
              own.check();
              try (UpstreamReply reply = attempts.wire.send(request, patience(own), pieces)) {
                return new Answer.Part(
                    request,
                    reply.head(),
                    isGood(reply.head())
                        ? Upstream.body(reply, most, own)
                        : Upstream.refusal(reply, LARGEST_REFUSAL, own));
              }
            });
    Answer.Part first = parts.getFirst();
    answered(first.head());
    if (!isGood(first.head())) {
      refused(backend, outbound, first.request(), first.head(), first.body(), mayAskAgain);
      return false;
    }
    reply(joined.complete(parts), first.head(), outbound);
    attempts.health(route, attempt).good(Health.now());
    return true;
  }

  private UpstreamRequest request(Backend backend, Outbound outbound, Slice body) {
    UpstreamRequest bare =
        new UpstreamRequest(
            backend.target().with(route.traffic().connections()),
            outbound.path(),
            outbound.headers().list(),
            body);
    return attempts.authorizer.authorize(backend.authorization(), bare, call.headers());
  }

  private static Echoes echoes(Outbound outbound, UpstreamRequest request) {
    return new Echoes(outbound.headers().list(), request);
  }

  private static boolean isGood(ReplyHead head) {
    return head.status() >= 200 && head.status() < 300;
  }

  private void answered(ReplyHead head) {
    upstream = Optional.of(head);
    observer.answered(head);
  }

  /**
   * @throws Fault unless the authorizer has learned from the refusal, so that asking again helps
   */
  private void refused(
      Backend backend,
      Outbound outbound,
      UpstreamRequest request,
      ReplyHead head,
      Slice body,
      boolean mayAskAgain) {
    Fault fault = echoes(outbound, request).without(outbound.refusals().read(head, body));
    String type = fault instanceof ProviderFault provider ? provider.type() : "";
    if (!mayAskAgain
        || !attempts.authorizer.refused(backend.authorization(), request, head, type)) {
      throw fault;
    }
  }

  private Patience patience(Deadline own) {
    AttemptSettings settings = attempts.settings;
    long silence = route.timeouts().streamIdle().toMillis();
    boolean limited = call.stream() && silence > 0;
    long firstByte =
        limited ? Math.min(silence, settings.firstByteMillis()) : settings.firstByteMillis();
    return new Patience(
        Math.min(own.leftMillis(), firstByte),
        limited ? silence : settings.idleMillis(),
        own.nanoTime());
  }

  private void answer(
      Attempt attempt,
      Outbound outbound,
      UpstreamRequest request,
      Deadline own,
      UpstreamReply reply)
      throws ClientLeft {
    Optional<Fault> late =
        switch (outbound.answer()) {
          case Answer.Whole whole -> answerWhole(whole, outbound, own, reply);
          case Answer.Stream stream -> answerStream(stream, outbound, request, own, reply);
          case Answer.Joined _ -> throw new IllegalStateException("it is asked in pieces");
        };
    BackendHealth health = attempts.health(route, attempt);
    late.ifPresentOrElse(
        fault -> Health.learn(health, fault, upstream), () -> health.good(Health.now()));
  }

  private Optional<Fault> answerWhole(
      Answer.Whole whole, Outbound outbound, Deadline own, UpstreamReply reply) throws ClientLeft {
    Slice body = Upstream.body(reply, attempts.settings.maxReplyBytes(), own);
    ReplyHead head = reply.head();
    Answered answered = whole.complete(head, body);
    reply.close(); // the connection may serve the next call while this client reads
    reply(answered, head, outbound);
    return Optional.empty();
  }

  private void reply(Answered answered, ReplyHead head, Outbound outbound) throws ClientLeft {
    usage = answered.usage();
    observer.firstByte();
    try {
      client.reply(200, Reply.whole(dialect, call.id(), head, outbound.dropped()), answered.body());
    } catch (IOException e) {
      throw new ClientLeft();
    }
    bytesOut = answered.body().length();
  }

  /** Streams an answer; returns the fault that the client was told of after it had begun. */
  private Optional<Fault> answerStream(
      Answer.Stream stream,
      Outbound outbound,
      UpstreamRequest request,
      Deadline own,
      UpstreamReply reply)
      throws ClientLeft {
    Commitment commitment =
        new Commitment(
            call,
            client,
            observer,
            cancellation,
            attempts.faults,
            reply,
            Reply.stream(dialect, call.id(), reply.head(), outbound.dropped()),
            attempts.settings.pingMillis(),
            own);
    try {
      return commitment.relay(stream, attempts.keepAlive, echoes(outbound, request));
    } finally {
      usage = stream.usage();
      bytesOut = commitment.bytes();
    }
  }
}
