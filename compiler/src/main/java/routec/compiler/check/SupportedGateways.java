package routec.compiler.check;

import java.util.Set;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.ClientTrafficPolicy;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.GatewayClass;
import routec.compiler.manifest.Listener;
import routec.compiler.manifest.Meta;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;

/** Gateways and what is said about their clients can be served. */
final class SupportedGateways implements Check {
  private static final String CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";

  private static final FeatureTable GATEWAY =
      FeatureTable.of(Code.RC0516, "Gateway")
          .used("gatewayClassName", "listeners", "infrastructure")
          .error("tls", "client certificates can't be checked yet")
          .warning("addresses", "the gateway listens where it is started")
          .error("allowedListeners", "write all listeners in the Gateway")
          .others(Severity.WARNING, "leave it out");
  private static final FeatureTable CLIENT =
      FeatureTable.of(Code.RC0519, "ClientTrafficPolicy")
          .used("targetRef", "targetRefs", "connection")
          .error("targetSelectors", "name the Gateways by `targetRefs`")
          .error("tls", "listeners can't end TLS yet")
          .error("enableProxyProtocol", "let the load balancer send plain HTTP")
          .error("proxyProtocol", "let the load balancer send plain HTTP")
          .others(Severity.WARNING, "the gateway's own settings hold");
  private static final FeatureTable CONNECTION =
      FeatureTable.of(Code.RC0519, "ClientTrafficPolicy")
          .used("bufferLimit")
          .error("connectionLimit", "limit connections in front of the gateway")
          .others(Severity.WARNING, "the gateway's own settings hold");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.manifests().of(GatewayClass.class).forEach(one -> checkClass(one, diagnostics));
    gateway.manifests().of(Gateway.class).forEach(one -> checkGateway(one, diagnostics));
    gateway
        .manifests()
        .of(ClientTrafficPolicy.class)
        .forEach(policy -> {
          CLIENT.report(policy.meta(), policy.spec(), diagnostics);
          policy
              .spec()
              .mapping("connection")
              .ifPresent(connection -> CONNECTION.report(policy.meta(), connection, diagnostics));
        });
  }

  private static void checkClass(GatewayClass one, Diagnostics diagnostics) {
    String controller = one.controllerName().value();
    if (!controller.isEmpty() && !controller.equals(CONTROLLER)) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0516,
                  one.controllerName().span(),
                  "The GatewayClass `%s` belongs to another controller; Routec serves its Gateways"
                          .formatted(one.meta().id().name())
                      + " nevertheless.")
              .as(Severity.WARNING)
              .about(one.meta().id().toString())
              .hint("write `controllerName: " + CONTROLLER + "`"));
    }
  }

  private static void checkGateway(Gateway gateway, Diagnostics diagnostics) {
    GATEWAY.report(gateway.meta(), gateway.spec(), diagnostics);
    gateway
        .spec()
        .mapping("infrastructure")
        .ifPresent(infrastructure ->
            FeatureTable.of(Code.RC0516, "Gateway")
                .used("parametersRef")
                .others(Severity.NOTE, "it is for the objects that Kubernetes makes")
                .report(gateway.meta(), infrastructure, diagnostics));
    gateway.listeners().forEach(listener -> checkListener(gateway.meta(), listener, diagnostics));
    checkFrontend(gateway, diagnostics);
    checkSelectors(gateway, diagnostics);
  }

  private static void checkListener(Meta meta, Listener listener, Diagnostics diagnostics) {
    String protocol = listener.protocol().value();
    Set<String> served = Support.HTTPS_LISTENERS ? Set.of("HTTP", "HTTPS") : Set.of("HTTP");
    if (!protocol.isEmpty() && !served.contains(protocol)) {
      report(
          meta,
          Code.RC0503,
          listener.protocol().span(),
          "A listener with protocol %s is not supported yet.".formatted(protocol),
          "use `protocol: HTTP`, behind something that ends TLS if clients need it",
          diagnostics);
    }
  }

  private static void checkSelectors(Gateway gateway, Diagnostics diagnostics) {
    gateway.spec().items("listeners").stream()
        .filter(YamlMapping.class::isInstance)
        .flatMap(listener -> ((YamlMapping) listener).mapping("allowedRoutes").stream())
        .flatMap(allowed -> allowed.mapping("namespaces").stream())
        .forEach(namespaces ->
            namespaces
                .entry("selector")
                .map(entry -> entry.key().span())
                .or(() ->
                    namespaces
                        .scalar("from")
                        .filter(from -> from.text().equals("Selector"))
                        .map(YamlScalar::span))
                .ifPresent(span ->
                    report(
                        gateway.meta(),
                        Code.RC0516,
                        span,
                        "A selector of namespaces is not supported yet; routes of all namespaces"
                            + " are taken.",
                        "write `from: Same` or `from: All`",
                        diagnostics)));
  }

  private static void checkFrontend(Gateway gateway, Diagnostics diagnostics) {
    gateway.spec().items("listeners").stream()
        .filter(YamlMapping.class::isInstance)
        .flatMap(listener -> ((YamlMapping) listener).mapping("tls").stream())
        .forEach(tls ->
            FeatureTable.of(Code.RC0516, "listener")
                .used("mode", "certificateRefs")
                .others(Severity.ERROR, "leave it out")
                .report(gateway.meta(), tls, diagnostics));
  }

  private static void report(
      Meta meta, Code code, Span span, String message, String hint, Diagnostics diagnostics) {
    diagnostics.add(Diagnostic.of(code, span, message).about(meta.id().toString()).hint(hint));
  }
}
