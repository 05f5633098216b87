package routec.compiler.check;

import java.util.Map;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.TrafficSettings;
import routec.compiler.source.Located;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlMapping;

/** What BackendTrafficPolicies say is applied, or it is said that it is not. */
final class TrafficPolicies implements Check {
  private static final FeatureTable TRAFFIC =
      table()
          .used("targetRef", "targetRefs", "mergeType")
          .used("retry", "timeout", "circuitBreaker", "healthCheck")
          .note("routingType", "backends are called at the addresses that their Backend has")
          .error("targetSelectors", "name the targets by `targetRefs`")
          .error("rateLimit", "limit requests in front of the gateway, or allow it with a reason")
          .error("admissionControl", "limit requests in front of the gateway")
          .error("bandwidthLimit", "limit bandwidth in front of the gateway")
          .error("faultInjection", "a test tool can inject faults at the backend")
          .error("requestBuffer", "`bufferLimit` of a ClientTrafficPolicy limits bodies")
          .error("proxyProtocol", "Routec speaks plain HTTP to backends")
          .others(Severity.WARNING, "the gateway's own settings hold");

  /** The fields inside of those, by where they stand. */
  private static final Map<String, FeatureTable> INNER =
      Map.of(
          "healthCheck",
          table()
              .used("passive")
              .warning("active", "backends are judged by the calls that they answer: `passive`")
              .note("panicThreshold", "a backend that rests is asked last, never not at all"),
          "passive",
          table()
              .used("baseEjectionTime", "consecutive5XxErrors", "consecutiveGatewayErrors")
              .used("consecutiveLocalOriginFailures", "splitExternalLocalOriginErrors")
              .note("interval", "failures count at once")
              .note("maxEjectionPercent", "a backend that rests is asked last, so all may rest")
              .note("alwaysEjectOneEndpoint", "any backend may rest: it is asked last")
              .warning("failurePercentageThreshold", "count failures in a row instead"));

  private static FeatureTable table() {
    return FeatureTable.of(Code.RC0505, "BackendTrafficPolicy");
  }

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(BackendTrafficPolicy.class)
        .forEach(policy -> check(policy, diagnostics));
  }

  private static void check(BackendTrafficPolicy policy, Diagnostics diagnostics) {
    TRAFFIC.report(policy.meta(), policy.spec(), diagnostics);
    policy
        .spec()
        .mapping("healthCheck")
        .ifPresent(health -> {
          inner("healthCheck", policy, health, diagnostics);
          health
              .mapping("passive")
              .ifPresent(passive -> inner("passive", policy, passive, diagnostics));
        });
    policy.settings().retry().ifPresent(retry -> checkTriggers(policy, retry, diagnostics));
  }

  private static void inner(
      String name, BackendTrafficPolicy policy, YamlMapping mapping, Diagnostics diagnostics) {
    INNER.getOrDefault(name, table()).report(policy.meta(), mapping, diagnostics);
  }

  private static void checkTriggers(
      BackendTrafficPolicy policy, TrafficSettings.RetrySettings retry, Diagnostics diagnostics) {
    boolean all =
        !retry.triggers().isEmpty()
            && retry.triggers().stream().allMatch(one -> Fallbacks.FOREIGN.contains(one.value()));
    for (Located<String> trigger : retry.triggers()) {
      if (Fallbacks.FOREIGN.contains(trigger.value())) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0505,
                    trigger.span(),
                    "`%s` can't happen: backends are called by HTTP/1.1."
                        .formatted(Words.shorten(trigger.value())))
                .as(all ? Severity.WARNING : Severity.NOTE)
                .about(policy.meta().id().toString())
                .hint(
                    all
                        ? "nothing is tried again so; name `connect-failure`, `reset` or"
                            + " `retriable-status-codes`"
                        : "the other triggers hold"));
      }
    }
  }
}
