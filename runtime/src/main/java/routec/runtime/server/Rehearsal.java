package routec.runtime.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.runtime.attempt.AttemptSettings;
import routec.runtime.attempt.Attempts;
import routec.runtime.attempt.Reply;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Images;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Observer;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;

/**
 * One call played through compiled routes with no network and no credentials: what would be sent,
 * and what the client would get for replies that are at hand.
 *
 * <p>Everything but the wire and the signature is what serves traffic, so nothing here can differ
 * from it.
 */
public final class Rehearsal {
  private static final String ID = "rehearsal";

  private final Replies replies;
  private final List<Sent> sent = new ArrayList<>();
  private final Collected client = new Collected();
  private final Seen seen = new Seen();
  private Optional<Call> call = Optional.empty();

  private Rehearsal(Replies replies) {
    this.replies = replies;
  }

  /**
   * A client's request.
   *
   * @param host the Host header; may be empty
   * @param headers as the client sends them, names in lower case
   */
  public record Request(Endpoint endpoint, String host, List<Header> headers, Slice body) {}

  /** What providers say, one reply an attempt. */
  public interface Replies {
    /** None: the attempt fails as if nobody could be reached. */
    Optional<UpstreamReply> next(UpstreamRequest request);
  }

  /**
   * One request to a provider.
   *
   * @param request as it would be sent, but for the headers that authorize it
   * @param dropped the client's parameters that it leaves out
   */
  public record Sent(Backend backend, UpstreamRequest request, List<String> dropped) {}

  /**
   * What came of a call.
   *
   * @param route the rule that took it; none if it was refused before
   * @param sent the attempts that were made
   * @param status what the client got
   * @param fault why the call failed, if it did
   */
  public record Played(
      Optional<Route> route,
      List<Sent> sent,
      int status,
      List<Header> headers,
      Slice body,
      Optional<Fault> fault) {}

  /** Plays a call against a listener; for a list of models nothing is sent. */
  public static Played play(ListenerRoutes listener, Request request, Replies replies) {
    return new Rehearsal(replies).play(listener, request);
  }

  /**
   * The call that a request makes.
   *
   * @throws Fault if the runtime would refuse to read it
   */
  public static Call call(Endpoint endpoint, List<Header> headers, Slice body) {
    return RequestReader.call(endpoint, ID, RequestReader.routable(headers), body, Images.OFF);
  }

  private void refuse(DialectFaults faults, Dialect dialect, Fault fault) {
    try {
      Reply.refuse(faults, dialect, ID, fault, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // this client never leaves
    }
  }

  private Played play(ListenerRoutes listener, Request request) {
    DialectFaults faults = new DialectFaults();
    try (Attempts attempts =
        new Attempts(wire(), new Unsigned(), faults, AttemptSettings.defaults())) {
      serve(attempts, listener, request);
    } catch (Fault fault) {
      seen.failed(fault);
      refuse(faults, request.endpoint().dialect(), fault);
    }
    return new Played(
        seen.route,
        List.copyOf(sent),
        client.status,
        client.headers,
        client.body.slice(),
        seen.fault);
  }

  private void serve(Attempts attempts, ListenerRoutes listener, Request request) {
    RouteTable table = CallRoutes.table(listener, request.host());
    switch (request.endpoint()) {
      case MODELS, ANTHROPIC_MODELS ->
          client.reply(
              200,
              List.of(new Header("content-type", "application/json")),
              ModelLists.list(
                  request.endpoint().dialect(),
                  table,
                  new ModelLists.Page(Optional.empty(), "", "")));
      case CHAT_COMPLETIONS, MESSAGES, COUNT_TOKENS, EMBEDDINGS -> {
        Call read = call(request.endpoint(), request.headers(), request.body());
        call = Optional.of(read);
        attempts.run(read, CallRoutes.route(table, read), client, seen, new Cancellation());
      }
    }
  }

  private Wire wire() {
    return (request, _, _) -> {
      sent.add(new Sent(seen.backend.orElseThrow(), request, dropped(request)));
      return replies
          .next(request)
          .orElseThrow(
              () -> new GatewayFault(FaultKind.UNAVAILABLE, "There is no reply at hand for this."));
    };
  }

  /** Translating is pure, so what the very attempt left out can be asked for again. */
  private List<String> dropped(UpstreamRequest request) {
    Call played = call.orElseThrow();
    return seen.route.orElseThrow().attempts(played.endpoint()).stream()
        .filter(attempt -> attempt.backend().equals(seen.backend.orElseThrow()))
        .map(Attempt::translation)
        .map(translation -> translation.translate(played))
        .filter(outbound -> outbound.path().equals(request.path()))
        .findFirst()
        .map(outbound -> outbound.dropped())
        .orElse(List.of());
  }

  /** Leaves requests as they are. */
  private static final class Unsigned implements Authorizer {
    @Override
    public UpstreamRequest authorize(
        Authorization how, UpstreamRequest request, Headers credentials) {
      return request;
    }

    @Override
    public boolean refused(
        Authorization how, UpstreamRequest request, ReplyHead head, String errorType) {
      return false;
    }
  }

  /** Keeps what a client would get. */
  private static final class Collected implements ClientEnd {
    private final ByteWriter body = new ByteWriter(1024);
    private List<Header> headers = List.of();
    private int status;

    @Override
    public void reply(int code, List<Header> names, Slice content) {
      status = code;
      headers = List.copyOf(names);
      body.put(content);
    }

    @Override
    public void begin(List<Header> names) {
      status = 200;
      headers = List.copyOf(names);
    }

    @Override
    public void write(Slice events) {
      body.put(events);
    }

    @Override
    public void end() {
      // nothing is open
    }
  }

  /** Remembers which way a call took. */
  private static final class Seen implements Observer {
    private Optional<Route> route = Optional.empty();
    private Optional<Backend> backend = Optional.empty();
    private Optional<Fault> fault = Optional.empty();

    @Override
    public void routed(Route taken, Call call) {
      route = Optional.of(taken);
    }

    @Override
    public void attempt(Backend asked) {
      backend = Optional.of(asked);
    }

    @Override
    public void answered(ReplyHead head) {
      // the reply was at hand
    }

    @Override
    public void firstByte() {
      // time is not measured here
    }

    @Override
    public void failed(Fault why) {
      fault = Optional.of(why);
    }

    @Override
    public void abandoned() {
      // this client never leaves
    }

    @Override
    public void finished(int status, Usage usage, long bytesIn, long bytesOut) {
      // nothing is kept open
    }
  }
}
