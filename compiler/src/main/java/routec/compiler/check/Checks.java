package routec.compiler.check;

import java.util.List;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;

/** All rules of meaning and support, run in one order. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new Regexes(),
          new Reachability(),
          new Models(),
          new ModelIds(),
          new Attempts(),
          new Fallbacks(),
          new Endpoints(),
          new Timeouts(),
          new RouteLimits(),
          new DerivedNames(),
          new Costs(),
          new Quotas(),
          new Parents(),
          new ToolBackends(),
          new Mutations(),
          new Versions(),
          new Regions(),
          new Tls(),
          new Credentials(),
          new SecretContents(),
          new Ports(),
          new SupportedBackends(),
          new SupportedGateways(),
          new SupportedPolicies(),
          new TrafficPolicies(),
          new Workloads());

  private Checks() {}

  /** Adds what is wrong or not supported; a gateway with an error must not be lowered. */
  public static void check(LinkedGateway gateway, Diagnostics diagnostics) {
    ALL.forEach(check -> check.check(gateway, diagnostics));
  }
}
