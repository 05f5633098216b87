package routec.runtime.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Observer;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;

/** Every client request: find the endpoint, the route and the model, then let the attempts run. */
final class CallHandler implements Handler {
  private static final System.Logger LOG = System.getLogger(CallHandler.class.getName());
  private static final HeaderName LISTENER = HeaderNames.create("x-routec-listener");
  private static final HeaderName REQUEST_ID = HeaderNames.create("x-request-id");
  private static final List<Header> JSON = List.of(new Header("content-type", "application/json"));

  private final Map<String, ListenerRoutes> listeners;
  private final ListenerRoutes first;
  private final Attempts attempts;
  private final CallObservers observers;
  private final Admission admission;
  private final DialectFaults faults = new DialectFaults();

  CallHandler(
      List<ListenerRoutes> listeners,
      Attempts attempts,
      CallObservers observers,
      Admission admission) {
    this.listeners =
        listeners.stream().collect(Collectors.toMap(ListenerRoutes::name, each -> each));
    this.first = listeners.getFirst();
    this.attempts = attempts;
    this.observers = observers;
    this.admission = admission;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    String id = RequestIds.of(request.headers().first(REQUEST_ID));
    ListenerRoutes listener = request.headers().first(LISTENER).map(listeners::get).orElse(first);
    HelidonClientEnd client = new HelidonClientEnd(response);
    Observer observer =
        observers.begin(id, listener.name(), request.prologue().method().text(), path);
    try {
      serve(new Incoming(request, path, id, listener), client, observer);
    } catch (Fault fault) {
      refuse(fault, Endpoint.dialectOf(path), id, client, observer);
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "request " + id + " met a bug", bug);
      GatewayFault fault =
          new GatewayFault(
              FaultKind.INTERNAL,
              "The gateway failed on this request; its log has the reason under the request's id.",
              bug.toString());
      refuse(fault, Endpoint.dialectOf(path), id, client, observer);
    }
  }

  /** One request with what is known of it before its body. */
  private record Incoming(ServerRequest request, String path, String id, ListenerRoutes listener) {
    String method() {
      return request.prologue().method().text();
    }
  }

  private void serve(Incoming in, HelidonClientEnd client, Observer observer) {
    Optional<Endpoint> endpoint = Endpoint.at(in.path());
    RouteTable table = table(in);
    if (endpoint.isEmpty()) {
      oneModel(in, table, client, observer);
      return;
    }
    if (!in.method().equals(endpoint.get().method())) {
      client.closeAfterReply();
      throw new RequestFault(
          FaultKind.METHOD_NOT_ALLOWED, in.path() + " takes " + endpoint.get().method() + " only.");
    }
    switch (endpoint.get()) {
      case MODELS, ANTHROPIC_MODELS -> {
        Slice list = ModelLists.list(endpoint.get().dialect(), table, page(in.request()));
        answer(list, client, observer);
      }
      case CHAT_COMPLETIONS, MESSAGES, COUNT_TOKENS, EMBEDDINGS ->
          call(endpoint.get(), in, table, client, observer);
    }
  }

  private RouteTable table(Incoming in) {
    String host = in.request().headers().first(HeaderNames.HOST).orElse("");
    return in.listener()
        .table(host)
        .orElseThrow(() -> new RequestFault(FaultKind.UNKNOWN_PATH, "No route for this hostname."));
  }

  private void call(
      Endpoint endpoint,
      Incoming in,
      RouteTable table,
      HelidonClientEnd client,
      Observer observer) {
    Slice body;
    try {
      requireJson(in.request());
      body = RequestReader.body(in.request(), in.listener().maxBodyBytes());
    } catch (RequestFault fault) {
      client.closeAfterReply(); // what is left of the body would be taken for the next request
      throw fault;
    }
    Headers headers = RequestReader.headers(in.request());
    Call call = RequestReader.call(endpoint, in.id(), headers, body);
    Route route =
        table
            .match(call.model(), headers)
            .orElseThrow(() -> UnknownModel.fault(call.model(), table));
    if (route.attempts(endpoint).isEmpty()) {
      throw new RequestFault(
          FaultKind.INVALID_REQUEST,
          "The model `" + call.model() + "` is not served at " + endpoint.path() + ".",
          "model");
    }
    admission.enter();
    try {
      attempts.run(call, route, client, observer, new Cancellation());
    } finally {
      admission.leave();
    }
  }

  private static void requireJson(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json");
    String essence = type.split(";", 2)[0].strip();
    boolean json =
        essence.equalsIgnoreCase("application/json")
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
    client.closeAfterReply();
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
    client.reply(200, JSON, body);
    observer.finished(200, Usage.NONE, 0, body.length());
  }

  private void refuse(
      Fault fault, Dialect dialect, String id, HelidonClientEnd client, Observer observer) {
    observer.failed(fault);
    if (client.status() == 0) {
      Reply.refuse(faults, dialect, id, fault, client);
    }
    observer.finished(client.status(), Usage.NONE, 0, client.bytes());
  }
}
