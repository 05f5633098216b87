package routec.compiler.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;

/**
 * A route names each parent once, or sections of it: of an HTTPRoute, which Envoy AI Gateway makes
 * of it, the API server wants that.
 */
final class Parents implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.manifests().of(AIGatewayRoute.class).forEach(route -> check(route, diagnostics));
  }

  private static void check(AIGatewayRoute route, Diagnostics diagnostics) {
    Map<ObjectId, Ref> parents = new HashMap<>();
    Map<List<Object>, Ref> sections = new HashMap<>();
    for (Ref ref : route.parentRefs()) {
      if (ref.isPlaceholder()) {
        continue;
      }
      ObjectId parent = ref.target(route.meta().id().namespace());
      String section = ref.sectionName().map(Located::value).orElse("");
      int port = ref.port().map(Located::value).orElse(0);
      Ref same = sections.putIfAbsent(List.of(parent, section, port), ref);
      Ref other = parents.putIfAbsent(parent, ref);
      boolean whole = other != null && (isWhole(ref) || isWhole(other));
      if (same != null || whole) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0438,
                    ref.name().span(),
                    "The route names the parent `%s` twice; Kubernetes would refuse it."
                        .formatted(parent.name()))
                .about(route.meta().id().toString())
                .related("the first one", (same != null ? same : other).name().span())
                .hint("keep one, or tell them apart by `sectionName`"));
      }
    }
  }

  private static boolean isWhole(Ref ref) {
    return ref.sectionName().isEmpty() && ref.port().isEmpty();
  }
}
