package routec.compiler.check;

import java.util.HashMap;
import java.util.Map;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIGatewayRoute.RequestCost;

/** Request costs can be computed, and each has its own key. */
final class Costs implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.manifests().of(AIGatewayRoute.class).forEach(route -> check(route, diagnostics));
  }

  private static void check(AIGatewayRoute route, Diagnostics diagnostics) {
    String object = route.meta().id().toString();
    Map<String, RequestCost> keys = new HashMap<>();
    for (RequestCost cost : route.llmRequestCosts()) {
      boolean cel = cost.type().value().equals("CEL");
      if (cel && cost.cel().isEmpty()) {
        diagnostics.add(
            Diagnostic.of(Code.RC0423, cost.type().span(), "A cost of type CEL has no expression.")
                .about(object)
                .hint("add `cel: \"input_tokens + output_tokens\"`"));
      } else if (!cel && cost.cel().isPresent() && !cost.type().value().isEmpty()) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0423,
                    cost.cel().get().span(),
                    "The expression is ignored: the cost is of type %s."
                        .formatted(cost.type().value()))
                .about(object)
                .hint("write `type: CEL`, or remove `cel`"));
      }
      RequestCost first = keys.putIfAbsent(cost.metadataKey().value(), cost);
      if (first != null && !cost.metadataKey().value().isEmpty()) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0423,
                    cost.metadataKey().span(),
                    "Two costs have the key `%s`; the last would win in silence."
                        .formatted(cost.metadataKey().value()))
                .about(object)
                .related("the first one", first.metadataKey().span())
                .hint("give each cost a key of its own"));
      }
    }
    if (!route.llmRequestCosts().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0506,
                  route.llmRequestCosts().getFirst().metadataKey().span(),
                  "Request costs are not computed yet: %d of this route would be missing."
                      .formatted(route.llmRequestCosts().size()))
              .about(object)
              .hint(
                  "tokens are counted in the metrics and the access log anyway; without need of"
                      + " the metadata, remove `llmRequestCosts` or allow it with a reason"));
    }
  }
}
