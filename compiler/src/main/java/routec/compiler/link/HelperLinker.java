package routec.compiler.link;

import java.util.Map;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.GatewayClass;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;

/** Follows references of objects that set up, rather than make up, a gateway. */
final class HelperLinker {
  private static final String CONFIG = "aigateway.envoyproxy.io/gateway-config";

  /** What to report where an object of a kind is missing; of other kinds nothing can be told. */
  private static final Map<String, Code> MISSING =
      Map.of(
          "Backend", Code.RC0301,
          "AIServiceBackend", Code.RC0301,
          "ConfigMap", Code.RC0304,
          "Secret", Code.RC0304,
          "EnvoyProxy", Code.RC0314,
          "GatewayConfig", Code.RC0314,
          "HTTPRouteFilter", Code.RC0301);

  private final ObjectIndex objects;
  private final References references;

  HelperLinker(ObjectIndex objects, References references) {
    this.objects = objects;
    this.references = references;
  }

  void link() {
    objects
        .of(GatewayClass.class)
        .forEach(one -> one.parametersRef().ifPresent(ref -> follow(ref, one.meta())));
    objects
        .of(Gateway.class)
        .forEach(gateway ->
            gateway
                .meta()
                .annotation(CONFIG)
                .ifPresent(name -> follow(config(name), gateway.meta())));
    objects
        .of(OtherManifest.class)
        .forEach(one ->
            one.references().stream()
                .filter(ref -> !isForbidden(ref, one.meta().id()))
                .forEach(ref -> follow(ref, one.meta())));
  }

  /** What the check of tools refuses, whether it is there or not. */
  private static boolean isForbidden(Ref ref, ObjectId from) {
    return from.kind().equals("MCPRoute")
        && ref.kind().value().equals("Backend")
        && !ref.target(from.namespace()).namespace().equals(from.namespace());
  }

  private void follow(Ref ref, Meta from) {
    Optional.ofNullable(MISSING.get(ref.kind().value()))
        .ifPresent(code -> references.resolve(ref, from, Manifest.class, code));
  }

  private static Ref config(Located<String> name) {
    return new Ref(
        new Located<>("aigateway.envoyproxy.io", name.span()),
        new Located<>("GatewayConfig", name.span()),
        Optional.empty(),
        name,
        Optional.empty(),
        Optional.empty(),
        name.span());
  }
}
