package routec.compiler.link;

import java.util.Comparator;
import java.util.List;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.Backend;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.manifest.WorkloadManifest;

/** Finds objects that nothing refers to, often left over from a change. */
final class Unused {
  private final ObjectIndex objects;
  private final RouteLinker routes;
  private final BackendLinker backends;
  private final Diagnostics diagnostics;

  Unused(ObjectIndex objects, RouteLinker routes, BackendLinker backends, Diagnostics diagnostics) {
    this.objects = objects;
    this.routes = routes;
    this.backends = backends;
    this.diagnostics = diagnostics;
  }

  void report(List<LinkedListener> listeners) {
    boolean routed = objects.of(AIGatewayRoute.class).findAny().isPresent();
    if (!routed) {
      if (!diagnostics.hasErrors()) {
        objects
            .all()
            .filter(manifest -> !(manifest instanceof WorkloadManifest))
            .min(Comparator.comparing(manifest -> manifest.meta().span()))
            .ifPresent(this::reportNothing);
      }
      return;
    }
    if (diagnostics.hasErrors() || !whole(listeners)) {
      return; // what seems to be unused may be what a broken reference means
    }
    boolean others = objects.of(OtherManifest.class).anyMatch(Unused::routes);
    objects
        .of(AIServiceBackend.class)
        .filter(backend -> !routes.uses(backend))
        .forEach(backend -> report(backend, "no route refers to it"));
    objects
        .of(Backend.class)
        .filter(backend -> !others && !backends.uses(backend))
        .forEach(backend -> report(backend, "no AIServiceBackend refers to it"));
  }

  private static boolean whole(List<LinkedListener> listeners) {
    return listeners.stream()
        .flatMap(listener -> listener.routes().stream())
        .flatMap(route -> route.rules().stream())
        .allMatch(rule -> rule.whole() && !rule.attempts().isEmpty());
  }

  private static boolean routes(OtherManifest manifest) {
    String kind = manifest.meta().id().kind();
    return kind.equals("HTTPRoute") || kind.equals("MCPRoute") || kind.equals("SecurityPolicy");
  }

  private void reportNothing(Manifest first) {
    diagnostics.add(
        Diagnostic.of(
                Code.RC0313,
                first.meta().span(),
                "The input has no AIGatewayRoute: nothing is routed.")
            .hint("give all files of the gateway to one command"));
  }

  private void report(Manifest manifest, String why) {
    if (manifest.meta().sound()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0311,
                  manifest.meta().span(),
                  "%s has no effect: %s.".formatted(manifest.meta().id(), why))
              .about(manifest.meta().id().toString())
              .hint("remove it, or refer to it"));
    }
  }
}
