package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** An AIGatewayRoute: which model goes to which backend. */
public record AIGatewayRoute(
    Meta meta,
    List<Ref> parentRefs,
    List<Located<String>> hostnames,
    List<RouteRule> rules,
    List<RequestCost> llmRequestCosts)
    implements Manifest {

  /**
   * A number that the gateway shall compute for each request.
   *
   * @param metadataKey its name
   * @param type {@code InputToken}, {@code CEL}, and so on
   * @param cel the expression, for type CEL
   */
  public record RequestCost(
      Located<String> metadataKey,
      Located<String> type,
      Optional<Located<String>> cel,
      Span span) {}
}
