package routec.compiler.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIGatewayRoute.RequestCost;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.source.Located;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/** Request costs can be computed, and each has its own key. */
final class Costs implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.manifests().of(AIGatewayRoute.class).forEach(route -> check(route, diagnostics));
    List<Expression> expressions = expressions(gateway);
    if (!expressions.isEmpty()) {
      CostExpressions judge = new CostExpressions(); // costs a moment: not without need
      expressions.forEach(one -> check(one, judge, diagnostics));
    }
  }

  /** A CEL expression and the object that has it. */
  private record Expression(Meta meta, Located<String> cel) {}

  private static List<Expression> expressions(LinkedGateway gateway) {
    List<Expression> expressions = new ArrayList<>();
    gateway
        .manifests()
        .of(AIGatewayRoute.class)
        .forEach(route ->
            route.llmRequestCosts().stream()
                .filter(cost -> cost.type().value().equals("CEL"))
                .flatMap(cost -> cost.cel().stream())
                .forEach(cel -> expressions.add(new Expression(route.meta(), cel))));
    gateway
        .manifests()
        .of(OtherManifest.class)
        .forEach(one -> collect(one.meta(), one.spec(), expressions));
    return expressions;
  }

  /** Costs of a GatewayConfig and of quotas, wherever they stand. */
  private static void collect(Meta meta, YamlMapping mapping, List<Expression> expressions) {
    boolean cost = mapping.scalar("type").filter(type -> type.text().equals("CEL")).isPresent();
    for (YamlEntry entry : mapping.entries()) {
      switch (entry.value()) {
        case YamlScalar scalar -> {
          if (entry.name().equals("costExpression") || (cost && entry.name().equals("cel"))) {
            expressions.add(new Expression(meta, new Located<>(scalar.text(), scalar.span())));
          }
        }
        case YamlMapping inner -> collect(meta, inner, expressions);
        case YamlSequence list ->
            list.items().stream()
                .filter(YamlMapping.class::isInstance)
                .forEach(item -> collect(meta, (YamlMapping) item, expressions));
      }
    }
  }

  private static void check(Expression expression, CostExpressions judge, Diagnostics diagnostics) {
    judge
        .mistake(expression.cel().value())
        .ifPresent(mistake ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0423,
                        expression.cel().span(),
                        "This expression can't be a cost: %s."
                            .formatted(Words.shorten(mistake.reason())))
                    .about(expression.meta().id().toString())
                    .hint(
                        "it can use `"
                            + CostExpressions.variables()
                            + "`; numbers beside tokens are written `uint(3)` or `3u`")));
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
