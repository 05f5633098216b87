package routec.compiler.check;

import java.util.Map;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.OtherManifest;

/** Kinds that are judged but have no effect on the gateway yet: what would be lost is said. */
final class SupportedPolicies implements Check {
  private static final FeatureTable PROXY =
      FeatureTable.of(Code.RC0511, "EnvoyProxy")
          .note("provider", "it is for the objects that Kubernetes makes")
          .note("mergeGateways", "all Gateways of the input share one process anyway")
          .note("shutdown", "the runtime drains on its own")
          .note("concurrency", "Envoy takes half the cores beside the runtime")
          .note("logging", "")
          .warning("telemetry", "access log and metrics are the runtime's own")
          .others(Severity.WARNING, "Routec writes Envoy's configuration itself");

  private static final FeatureTable CONFIG =
      FeatureTable.of(Code.RC0512, "GatewayConfig")
          .used("forwardProxy")
          .note("extProc", "Routec has no external processor; see the settings of the runtime")
          .error("globalLLMRequestCosts", "tokens are counted in the metrics and the access log");

  private static final FeatureTable SECURITY =
      FeatureTable.of(Code.RC0509, "SecurityPolicy")
          .used("targetRef", "targetRefs")
          .error("targetSelectors", "name the targets by `targetRefs`")
          .error("cors", "let browsers call through something that answers for other origins")
          .error("csrf", "check origins in front of the gateway")
          .error("mergeType", "leave it out: policies are not merged")
          .others(Severity.ERROR, "anybody could call: check callers in front of the gateway");

  private static final FeatureTable QUOTA =
      FeatureTable.of(Code.RC0508, "QuotaPolicy")
          .used("targetRefs")
          .others(Severity.ERROR, "limit requests in front of the gateway, or at the provider");

  private static final FeatureTable FILTER =
      FeatureTable.of(Code.RC0510, "HTTPRouteFilter")
          .others(Severity.WARNING, "no route of Routec's uses it");

  private static final Map<String, FeatureTable> TABLES =
      Map.of(
          "EnvoyProxy", PROXY,
          "GatewayConfig", CONFIG,
          "HTTPRouteFilter", FILTER,
          "QuotaPolicy", QUOTA,
          "SecurityPolicy", SECURITY);

  private static final Map<String, Whole> WHOLE =
      Map.of(
          "HTTPRoute", new Whole(Code.RC0510, "its traffic would not be served"),
          "MCPRoute", new Whole(Code.RC0507, "its tools would not be served"));

  /** A kind that is not supported at all. */
  private record Whole(Code code, String loss) {}

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.manifests().of(OtherManifest.class).forEach(one -> check(one, diagnostics));
  }

  private static void check(OtherManifest one, Diagnostics diagnostics) {
    String kind = one.meta().id().kind();
    Optional.ofNullable(TABLES.get(kind))
        .ifPresent(table -> table.report(one.meta(), one.spec(), diagnostics));
    Optional.ofNullable(WHOLE.get(kind))
        .ifPresent(whole ->
            diagnostics.add(
                Diagnostic.of(
                        whole.code(),
                        one.meta().span(),
                        "%s is not supported yet: %s.".formatted(kind, whole.loss()))
                    .about(one.meta().id().toString())
                    .hint("take it out of the input, or allow it with a reason")));
  }
}
