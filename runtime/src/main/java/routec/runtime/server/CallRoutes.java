package routec.runtime.server;

import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Call;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;

/** Finds the route of a call, or refuses it with what a caller can do about it. */
final class CallRoutes {
  private CallRoutes() {}

  /** The routes of a Host header. */
  static RouteTable table(ListenerRoutes listener, String host) {
    return listener
        .table(host)
        .orElseThrow(() -> new RequestFault(FaultKind.UNKNOWN_PATH, "No route for this hostname."));
  }

  /** The route of a call; it has at least one attempt at the call's endpoint. */
  static Route route(RouteTable table, Call call) {
    Route route =
        table
            .match(call.model(), call.headers())
            .orElseThrow(() -> UnknownModel.fault(call.model(), table));
    if (route.attempts(call.endpoint()).isEmpty()) {
      throw new RequestFault(
          FaultKind.INVALID_REQUEST,
          "The model `" + call.model() + "` is not served at " + call.endpoint().path() + ".",
          "model");
    }
    return route;
  }
}
