package routec.compiler.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;

/** Reads AIGatewayRoutes. */
final class RouteReader {
  private static final String OWNER = "Envoy AI Gateway";

  private RouteReader() {}

  static AIGatewayRoute read(Meta meta, Fields spec) {
    List<RouteRule> rules = new ArrayList<>();
    for (Fields rule : spec.objects("rules")) {
      rules.add(rule(rules.size(), rule));
    }
    return new AIGatewayRoute(
        meta,
        spec.refs("parentRefs", "gateway.networking.k8s.io", "Gateway"),
        spec.texts("hostnames"),
        List.copyOf(rules),
        costs(spec, "llmRequestCosts"));
  }

  static List<AIGatewayRoute.RequestCost> costs(Fields spec, String name) {
    return spec.objects(name).stream()
        .map(cost ->
            new AIGatewayRoute.RequestCost(
                cost.text("metadataKey"), cost.text("type"), cost.optionalText("cel"), cost.span()))
        .toList();
  }

  private static RouteRule rule(int index, Fields rule) {
    Optional<Fields> timeouts = rule.object("timeouts");
    return new RouteRule(
        index,
        rule.optionalText("name"),
        rule.objects("matches").stream().map(RouteReader::match).toList(),
        rule.objects("backendRefs").stream().map(RouteReader::backendRef).toList(),
        timeouts.flatMap(fields -> fields.duration("request")),
        timeouts.flatMap(fields -> fields.duration("backendRequest")),
        rule.duration("streamIdleTimeout"),
        rule.optionalText("modelsOwnedBy").orElseGet(() -> new Located<>(OWNER, rule.span())),
        rule.time("modelsCreatedAt"),
        rule.span());
  }

  private static RouteMatch match(Fields match) {
    return new RouteMatch(
        match.objects("headers").stream().map(RouteReader::condition).toList(), match.span());
  }

  private static RouteMatch.HeaderCondition condition(Fields header) {
    return new RouteMatch.HeaderCondition(
        header
            .text("type")
            .map(type ->
                type.equals("RegularExpression")
                    ? RouteMatch.Type.REGULAR_EXPRESSION
                    : RouteMatch.Type.EXACT),
        header.text("name"),
        header.text("value"),
        header.span());
  }

  private static BackendRef backendRef(Fields ref) {
    return new BackendRef(
        ref.asRef("aigateway.envoyproxy.io", "AIServiceBackend"),
        ref.integer("weight", 1),
        ref.integer("priority", 0),
        ref.optionalText("modelNameOverride").filter(model -> !model.value().isEmpty()),
        headerMutation(ref),
        bodyMutation(ref),
        ref.span());
  }

  static HeaderMutation headerMutation(Fields owner) {
    return owner
        .object("headerMutation")
        .map(mutation ->
            new HeaderMutation(
                mutation.objects("set").stream()
                    .map(set -> new HeaderMutation.SetHeader(set.text("name"), set.text("value")))
                    .toList(),
                mutation.texts("remove")))
        .orElse(HeaderMutation.NONE);
  }

  static BodyMutation bodyMutation(Fields owner) {
    return owner
        .object("bodyMutation")
        .map(mutation ->
            new BodyMutation(
                mutation.objects("set").stream()
                    .map(set -> new BodyMutation.SetField(set.text("path"), set.text("value")))
                    .toList(),
                mutation.texts("remove")))
        .orElse(BodyMutation.NONE);
  }
}
