package routec.compiler.check;

import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.manifest.Meta;

/**
 * The names that Envoy AI Gateway derives from an object's own are short enough for Kubernetes.
 *
 * <p>Source: its controller, {@code ai_gateway_route.go} and {@code rotators/common.go}.
 */
final class DerivedNames implements Check {
  private static final int LONGEST = 253;
  private static final String OF_ROUTE = "ai-eg-route-not-found-response-";
  private static final String OF_POLICY = "ai-eg-bsp-";

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIGatewayRoute.class)
        .forEach(route -> check(route.meta(), OF_ROUTE, "HTTPRouteFilter", diagnostics));
    gateway
        .manifests()
        .of(BackendSecurityPolicy.class)
        .filter(policy -> policy.aws().flatMap(aws -> aws.exchange()).isPresent())
        .forEach(policy -> check(policy.meta(), OF_POLICY, "Secret", diagnostics));
  }

  private static void check(Meta meta, String prefix, String derived, Diagnostics diagnostics) {
    int most = LONGEST - prefix.length();
    if (meta.sound() && meta.id().name().length() > most) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0442,
                  meta.span(),
                  "The name has %d characters; Envoy AI Gateway could not make its %s `%s…`."
                      .formatted(meta.id().name().length(), derived, prefix))
              .about(meta.id().toString())
              .hint("take at most %d; Routec itself serves it as it stands".formatted(most)));
    }
  }
}
