package routec.compiler.check;

import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.BackendRef;
import routec.compiler.manifest.RouteRule;
import routec.compiler.source.Span;

/**
 * A route fits the limits of the Gateway API's HTTPRoute, into which Envoy AI Gateway turns it;
 * past them it is accepted there and then serves nothing.
 */
final class RouteLimits implements Check {
  private static final int BACKENDS = 16;
  private static final int MATCHES = 64;
  private static final int ALL_MATCHES = 127;
  private static final int WEIGHT = 1_000_000;

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIGatewayRoute.class)
        .filter(route -> route.meta().sound())
        .forEach(route -> check(route, diagnostics));
  }

  private static void check(AIGatewayRoute route, Diagnostics diagnostics) {
    int all = 0;
    for (RouteRule rule : route.rules()) {
      all += Math.max(1, rule.matches().size());
      if (rule.backendRefs().size() > BACKENDS) {
        Span span = rule.backendRefs().get(BACKENDS).span();
        report(
            route,
            span,
            rule.backendRefs().size(),
            "The rule has %d backendRefs",
            BACKENDS,
            diagnostics);
      }
      if (rule.matches().size() > MATCHES) {
        Span span = rule.matches().get(MATCHES).span();
        report(route, span, rule.matches().size(), "The rule has %d matches", MATCHES, diagnostics);
      }
      for (BackendRef ref : rule.backendRefs()) {
        if (ref.weight().value() > WEIGHT) {
          report(
              route,
              ref.weight().span(),
              ref.weight().value(),
              "The weight is %d",
              WEIGHT,
              diagnostics);
        }
      }
    }
    if (all > ALL_MATCHES) {
      report(route, route.meta().span(), all, "The route has %d matches", ALL_MATCHES, diagnostics);
    }
  }

  private static void report(
      AIGatewayRoute route, Span span, int count, String what, int most, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.of(
                Code.RC0426,
                span,
                (what
                        + "; the Gateway API allows %d, so Kubernetes would serve none of this"
                        + " route.")
                    .formatted(count, most))
            .about(route.meta().id().toString())
            .hint("split it; Routec itself serves it as it stands"));
  }
}
