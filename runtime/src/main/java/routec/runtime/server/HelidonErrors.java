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
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;

/** What Helidon refuses before any handler runs, in the caller's dialect too. */
final class HelidonErrors implements DirectHandler {
  private final DialectFaults faults = new DialectFaults();

  static DirectHandlers handlers() {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, new HelidonErrors());
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
    Fault fault = fault(type, status);
    Dialect dialect = Endpoint.dialectOf(request.path());
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .keepAlive(false)
        .entity(faults.body(dialect, fault, "").bytes())
        .build();
  }

  private static Fault fault(EventType type, Status status) {
    return switch (type) {
      case PAYLOAD_TOO_LARGE ->
          new RequestFault(FaultKind.TOO_LARGE, "The request is larger than the limit.");
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
}
