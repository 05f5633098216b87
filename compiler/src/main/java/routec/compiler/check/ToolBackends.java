package routec.compiler.check;

import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.yaml.YamlMapping;

/** An MCPRoute's backends are in its own namespace: no ReferenceGrant opens another one to it. */
final class ToolBackends implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(OtherManifest.class)
        .filter(one -> one.meta().id().kind().equals("MCPRoute"))
        .forEach(route ->
            route.spec().items("backendRefs").stream()
                .filter(YamlMapping.class::isInstance)
                .map(YamlMapping.class::cast)
                .forEach(ref -> check(route.meta(), ref, diagnostics)));
  }

  private static void check(Meta route, YamlMapping ref, Diagnostics diagnostics) {
    ref.scalar("namespace")
        .filter(namespace -> !namespace.text().equals(route.id().namespace()))
        .ifPresent(namespace ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0443,
                        namespace.span(),
                        "An MCPRoute can't refer to another namespace, whatever a ReferenceGrant"
                            + " says.")
                    .about(route.id().toString())
                    .hint(
                        "put the Backend into namespace `%s`".formatted(route.id().namespace()))));
  }
}
