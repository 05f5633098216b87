package routec.runtime.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import routec.runtime.attempt.Attempts;
import routec.runtime.attempt.Reply;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.RequestFault;
import routec.runtime.observe.CallObservers;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Images;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Observer;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;
import routec.runtime.upstream.ImageFetcher;

/** Every client request: find the endpoint, the route and the model, then let the attempts run. */
final class CallHandler implements Handler {
  private static final System.Logger LOG = System.getLogger(CallHandler.class.getName());
  private static final HeaderName LISTENER = HeaderNames.create("x-routec-listener");
  private static final HeaderName REQUEST_ID = HeaderNames.create("x-request-id");

  /** What nginx logs for a client that closed the connection; no client ever sees it. */
  private static final int CLIENT_CLOSED = 499;

  private static final String JSON_TYPE = "application/json";
  private static final List<Header> JSON = List.of(new Header("content-type", JSON_TYPE));

  private final Map<String, ListenerRoutes> listeners;
  private final ListenerRoutes first;
  private final Attempts attempts;
  private final CallObservers observers;
  private final Limits limits;
  private final Optional<ImageFetcher> images;
  private final boolean behindEnvoy;
  private final DialectFaults faults = new DialectFaults();
  private volatile boolean draining;

  /**
   * @param behindEnvoy whether requests come from Envoy alone, so that its headers can be believed
   */
  CallHandler(
      List<ListenerRoutes> listeners,
      Attempts attempts,
      CallObservers observers,
      Limits limits,
      Optional<ImageFetcher> images,
      boolean behindEnvoy) {
    this.listeners =
        listeners.stream().collect(Collectors.toMap(ListenerRoutes::name, each -> each));
    this.first = listeners.getFirst();
    this.attempts = attempts;
    this.observers = observers;
    this.limits = limits;
    this.images = images;
    this.behindEnvoy = behindEnvoy;
  }

  /** Lets connections end: each reply is its connection's last from now on. */
  void drain() {
    draining = true;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    ClientConnection connection = ClientConnection.CURRENT.get();
    connection.callBegins();
    String path = request.prologue().uriPath().rawPath();
    String id = RequestIds.of(request.headers().first(REQUEST_ID));
    ListenerRoutes listener = listener(request);
    HelidonClientEnd client = new HelidonClientEnd(response);
    Observer observer =
        observers.begin(
            id, listener.name(), client(request), request.prologue().method().text(), path);
    if (draining) {
      client.closeAfterReply();
    }
    try {
      serve(new Incoming(request, path, id, listener, connection), client, observer);
    } catch (Fault fault) {
      refuse(fault, Endpoint.dialectOf(path), id, client, observer);
    } catch (CloseConnectionException left) {
      lost(connection, observer);
      throw left;
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "request " + id + " met a bug", bug);
      GatewayFault fault =
          new GatewayFault(
              FaultKind.INTERNAL,
              "The gateway failed on this request; its log has the reason under the request's id.",
              bug.toString());
      refuse(fault, Endpoint.dialectOf(path), id, client, observer);
    } finally {
      connection.callEnds();
    }
    client.settle();
  }

  /** The listener that Envoy says; without Envoy, a client's word on it counts for nothing. */
  private ListenerRoutes listener(ServerRequest request) {
    return behindEnvoy
        ? request.headers().first(LISTENER).map(listeners::get).orElse(first)
        : first;
  }

  /** The address that Envoy saw, which it appends to whatever the client claims. */
  private String client(ServerRequest request) {
    String addresses =
        behindEnvoy ? request.headers().first(HeaderNames.X_FORWARDED_FOR).orElse("") : "";
    return addresses.substring(addresses.lastIndexOf(',') + 1).strip();
  }

  /** One request with what is known of it before its body. */
  private record Incoming(
      ServerRequest request,
      String path,
      String id,
      ListenerRoutes listener,
      ClientConnection connection) {
    String method() {
      return request.prologue().method().text();
    }
  }

  private void serve(Incoming in, HelidonClientEnd client, Observer observer) {
    try {
      Framing.check(in.request().headers());
    } catch (RequestFault fault) {
      leaveUnread(in, client);
      throw fault;
    }
    Optional<Endpoint> endpoint = Endpoint.at(in.path());
    RouteTable table = table(in);
    if (endpoint.isEmpty()) {
      oneModel(in, table, client, observer);
      return;
    }
    if (!in.method().equals(endpoint.get().method())) {
      leaveUnread(in, client);
      throw new RequestFault(
          FaultKind.METHOD_NOT_ALLOWED, in.path() + " takes " + endpoint.get().method() + " only.");
    }
    switch (endpoint.get()) {
      case MODELS, ANTHROPIC_MODELS -> {
        if (in.request().content().hasEntity()) {
          leaveUnread(in, client);
        }
        Slice list = ModelLists.list(endpoint.get().dialect(), table, page(in.request()));
        answer(list, client, observer);
      }
      case CHAT_COMPLETIONS, MESSAGES, COUNT_TOKENS, EMBEDDINGS ->
          call(endpoint.get(), in, table, client, observer);
    }
  }

  private RouteTable table(Incoming in) {
    return CallRoutes.table(
        in.listener(), in.request().headers().first(HeaderNames.HOST).orElse(""));
  }

  private void call(
      Endpoint endpoint,
      Incoming in,
      RouteTable table,
      HelidonClientEnd client,
      Observer observer) {
    try (BodyMemory.Share memory = limits.memory().share()) {
      client.tellHeld(memory::hold);
      Cancellation cancellation = new Cancellation();
      Images fetching =
          images.map(fetcher -> fetcher.of(cancellation, memory::grow)).orElse(Images.OFF);
      Call call = read(endpoint, in, client, memory, fetching);
      Route route = CallRoutes.route(table, call);
      try (Cancellation.Registration _ = in.connection().watch(cancellation)) {
        limits.admission().enter();
        try {
          attempts.run(call, route, client, observer, cancellation);
        } finally {
          limits.admission().leave();
        }
      }
    }
  }

  private Call read(
      Endpoint endpoint,
      Incoming in,
      HelidonClientEnd client,
      BodyMemory.Share memory,
      Images fetching) {
    Slice body;
    in.connection().bodyBegins(() -> tooSlow(in));
    try {
      requireJson(in.request());
      long limit = limits.body(in.listener().maxBodyBytes());
      body = BodyReader.read(in.request(), limit, memory);
    } catch (Fault fault) {
      leaveUnread(in, client); // what is left would be taken for the next request
      throw fault;
    } finally {
      in.connection().bodyEnds();
    }
    Headers headers = RequestReader.headers(in.request());
    return RequestReader.call(endpoint, in.id(), headers, body, fetching);
  }

  private static void leaveUnread(Incoming in, HelidonClientEnd client) {
    client.closeAfterReply();
    in.connection().leaveUnread();
  }

  private static byte[] tooSlow(Incoming in) {
    return EarlyRefusals.timeout(
        EarlyRefusals.refusal(EarlyRefusals.tooSlow("body"), in.id(), in.path()));
  }

  /** The request did not come to its end. */
  private static void lost(ClientConnection connection, Observer observer) {
    if (connection.timedOut()) {
      Fault slow = EarlyRefusals.tooSlow("body");
      observer.failed(slow);
      observer.finished(slow.status(), Usage.NONE, 0, 0);
    } else {
      left(observer);
    }
  }

  private static void left(Observer observer) {
    observer.abandoned();
    observer.finished(CLIENT_CLOSED, Usage.NONE, 0, 0);
  }

  private static void requireJson(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse(JSON_TYPE);
    if (type.equals(JSON_TYPE)) {
      return;
    }
    String essence = type.split(";", 2)[0].strip();
    boolean json =
        essence.equalsIgnoreCase(JSON_TYPE)
            || essence.toLowerCase(java.util.Locale.ROOT).endsWith("+json")
            || essence.equalsIgnoreCase("application/x-www-form-urlencoded"); // what curl -d says
    if (!json) {
      throw new RequestFault(
          FaultKind.UNSUPPORTED_MEDIA_TYPE, "The request must be of type application/json.");
    }
  }

  private void oneModel(Incoming in, RouteTable table, HelidonClientEnd client, Observer observer) {
    for (Endpoint list : List.of(Endpoint.MODELS, Endpoint.ANTHROPIC_MODELS)) {
      String prefix = list.path() + "/";
      if (in.path().startsWith(prefix) && in.method().equals("GET")) {
        String id = decode(in.path().substring(prefix.length()));
        answer(ModelLists.one(list.dialect(), table, id), client, observer);
        return;
      }
    }
    leaveUnread(in, client);
    String known =
        Arrays.stream(Endpoint.values())
            .map(each -> each.method() + " " + each.path())
            .collect(Collectors.joining(", "));
    throw new RequestFault(
        FaultKind.UNKNOWN_PATH, "There is nothing at this path. Endpoints: " + known + ".");
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private static ModelLists.Page page(ServerRequest request) {
    return new ModelLists.Page(
        request.query().first("limit").asOptional(),
        request.query().first("after_id").orElse(""),
        request.query().first("before_id").orElse(""));
  }

  private static void answer(Slice body, HelidonClientEnd client, Observer observer) {
    try {
      client.reply(200, JSON, body);
      observer.finished(200, Usage.NONE, 0, body.length());
    } catch (IOException e) {
      left(observer);
    }
  }

  private void refuse(
      Fault fault, Dialect dialect, String id, HelidonClientEnd client, Observer observer) {
    observer.failed(fault);
    try {
      if (client.status() == 0) {
        Reply.refuse(faults, dialect, id, fault, client);
      }
      observer.finished(client.status(), Usage.NONE, 0, client.bytes());
    } catch (IOException e) {
      left(observer);
    }
  }
}
