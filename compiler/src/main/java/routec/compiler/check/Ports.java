package routec.compiler.check;

import java.util.HashMap;
import java.util.Map;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.LinkedListener;

/** Two Gateways of one process can't listen on one port, and one port has one protocol. */
final class Ports implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    Map<Integer, LinkedListener> ports = new HashMap<>();
    for (LinkedListener listener : gateway.listeners()) {
      LinkedListener first = ports.putIfAbsent(listener.port().value(), listener);
      if (first == null) {
        continue;
      }
      LinkedListener place = first.assumed() ? first : listener;
      LinkedListener other = first.assumed() ? listener : first;
      boolean sameGateway = first.gateway().equals(listener.gateway());
      if (!sameGateway || !first.protocol().equals(listener.protocol())) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0427,
                    place.span(),
                    "The listeners `%s` and `%s` both want port %d."
                        .formatted(first.path(), listener.path(), listener.port().value()))
                .about(place.gateway().toString())
                .related("the other one", other.span())
                .hint(
                    listener.assumed() || first.assumed()
                        ? "give the file that defines the assumed Gateway too"
                        : "give one of them another port, or compile the Gateways apart"));
      }
    }
  }
}
