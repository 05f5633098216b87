package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import routec.compiler.source.Located;

/** Reads Gateways. */
final class GatewayReader {
  private static final Set<String> GROUPS =
      Set.of("gateway.networking.k8s.io", "aigateway.envoyproxy.io");

  private GatewayReader() {}

  static Gateway read(Meta meta, Fields spec) {
    return new Gateway(
        meta,
        spec.text("gatewayClassName"),
        spec.objects("listeners").stream().map(GatewayReader::listener).toList(),
        spec.object("infrastructure")
            .flatMap(infrastructure -> infrastructure.object("parametersRef"))
            .map(ref -> ref.asRef("gateway.envoyproxy.io", "EnvoyProxy")),
        spec.mapping());
  }

  private static Listener listener(Fields listener) {
    Optional<Fields> tls = listener.object("tls");
    Fields allowed = listener.objectOrEmpty("allowedRoutes");
    return new Listener(
        listener.text("name"),
        listener.text("protocol"),
        listener.integer("port", 0),
        listener.optionalText("hostname").filter(hostname -> !hostname.value().isEmpty()),
        tls.flatMap(fields -> fields.optionalText("mode")),
        tls.map(fields -> fields.refs("certificateRefs", "", "Secret")).orElse(List.of()),
        allowed
            .objectOrEmpty("namespaces")
            .optionalText("from")
            .orElseGet(() -> new Located<>("Same", listener.span())),
        allowed.objects("kinds").stream().map(GatewayReader::kind).toList(),
        listener.span());
  }

  /** A kind of another group is none that this listener could take. */
  private static Located<String> kind(Fields kind) {
    boolean known =
        kind.optionalText("group")
            .map(Located::value)
            .filter(group -> !GROUPS.contains(group))
            .isEmpty();
    return known ? kind.text("kind") : kind.text("kind").map(name -> "other " + name);
  }
}
