package routec.runtime.server;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.RequestFault;

/** What Helidon refuses before any handler runs, in the caller's dialect too. */
final class HelidonErrors implements DirectHandler {
  private final EarlyRefusals refusals;

  private HelidonErrors(EarlyRefusals refusals) {
    this.refusals = refusals;
  }

  static DirectHandlers handlers(EarlyRefusals refusals) {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, new HelidonErrors(refusals));
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    if (ClientConnection.CURRENT.isBound()) {
      ClientConnection.CURRENT.get().leaveUnread();
    }
    EarlyRefusals.Refusal refusal =
        refusals.refuse(fault(type, status), status.code(), request.method(), request.path());
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.create(refusal.idHeader()), refusal.id())
        .keepAlive(false)
        .entity(refusal.body().bytes())
        .build();
  }

  private static Fault fault(EventType type, Status status) {
    if (status.code() == FaultKind.TOO_LARGE.status()) { // its type says less
      return tooLarge();
    }
    return switch (type) {
      case PAYLOAD_TOO_LARGE -> tooLarge();
      case BAD_REQUEST, HTTP_VERSION_NOT_SUPPORTED ->
          new RequestFault(FaultKind.INVALID_REQUEST, "The request is not valid HTTP/1.1.");
      case FORBIDDEN -> new RequestFault(FaultKind.PERMISSION_DENIED, "This is not allowed.");
      case INTERNAL_ERROR ->
          new GatewayFault(FaultKind.INTERNAL, "The gateway failed on this request.");
      case OTHER ->
          status.code() < 500
              ? new RequestFault(FaultKind.INVALID_REQUEST, "The request is not valid.")
              : new GatewayFault(FaultKind.UNAVAILABLE, "The gateway can't serve this now.");
    };
  }

  private static Fault tooLarge() {
    return new RequestFault(FaultKind.TOO_LARGE, "The request body is larger than the limit.");
  }
}
