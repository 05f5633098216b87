package routec.runtime.server;

import java.util.List;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.RouteTable;

/** The 404 for a model that no rule routes: it lists those that there are. */
final class UnknownModel {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 100;

  private UnknownModel() {}

  static RequestFault fault(String model, RouteTable table) {
    List<String> known = table.models().stream().map(RouteTable.Model::id).limit(MOST).toList();
    String shown = model.length() <= LONGEST_NAME ? model : model.substring(0, LONGEST_NAME) + "…";
    String more = table.models().size() > MOST ? ", …" : "";
    String list =
        known.isEmpty()
            ? "No model is routed here by name."
            : "Routed models: " + String.join(", ", known) + more + ".";
    return new RequestFault(
        FaultKind.UNKNOWN_MODEL, "No route for the model `" + shown + "`. " + list, "model");
  }
}
