package routec.compiler.link;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlScalar;

/** The proxies through which Gateways reach their backends, as their GatewayConfigs say. */
final class ForwardProxies {
  private static final String ANNOTATION = "aigateway.envoyproxy.io/gateway-config";
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
  private static final int LAST_PORT = 65_535;

  private final Map<ObjectId, Located<String>> byGateway = new TreeMap<>();

  ForwardProxies(ObjectIndex objects, References references, Diagnostics diagnostics) {
    objects
        .of(OtherManifest.class)
        .filter(one -> one.meta().id().kind().equals("GatewayConfig"))
        .forEach(config -> check(config, diagnostics));
    objects
        .of(Gateway.class)
        .forEach(gateway ->
            config(gateway, references)
                .flatMap(ForwardProxies::address)
                .filter(address -> isAddress(address.value()))
                .ifPresent(address -> byGateway.put(gateway.meta().id(), address)));
  }

  /** The {@code host:port} of a Gateway's proxy. */
  Optional<Located<String>> of(ObjectId gateway) {
    return Optional.ofNullable(byGateway.get(gateway));
  }

  private static Optional<OtherManifest> config(Gateway gateway, References references) {
    return gateway
        .meta()
        .annotation(ANNOTATION)
        .flatMap(name ->
            references.resolve(
                new Ref(
                    new Located<>("aigateway.envoyproxy.io", name.span()),
                    new Located<>("GatewayConfig", name.span()),
                    Optional.empty(),
                    name,
                    Optional.empty(),
                    Optional.empty(),
                    name.span()),
                gateway.meta(),
                OtherManifest.class,
                Code.RC0314));
  }

  private static Optional<Located<String>> address(OtherManifest config) {
    return config
        .spec()
        .mapping("forwardProxy")
        .flatMap(proxy -> proxy.scalar("address"))
        .map((YamlScalar scalar) -> new Located<>(scalar.text(), scalar.span()));
  }

  private static void check(OtherManifest config, Diagnostics diagnostics) {
    address(config)
        .filter(address -> !address.value().isEmpty() && !isAddress(address.value()))
        .ifPresent(address ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0440,
                        address.span(),
                        "The address of the forward proxy is not `host:port`.")
                    .about(config.meta().id().toString())
                    .hint("write it without a scheme, such as `proxy.internal:3128`")));
  }

  private static boolean isAddress(String text) {
    int colon = text.lastIndexOf(':');
    return ADDRESS.matcher(text).matches()
        && Integer.parseInt(text.substring(colon + 1)) >= 1
        && Integer.parseInt(text.substring(colon + 1)) <= LAST_PORT;
  }
}
