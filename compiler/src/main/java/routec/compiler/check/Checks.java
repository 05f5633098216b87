package routec.compiler.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import routec.compiler.diag.Category;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.Manifest;

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

  /**
   * Adds what is wrong or not supported; a gateway with an error must not be lowered.
   *
   * <p>Advice about an object that is broken anyway waits until it is mended: it may come from the
   * same mistake. That a field has no effect is said all the same.
   */
  public static void check(LinkedGateway gateway, Diagnostics diagnostics) {
    ALL.forEach(check -> check.check(gateway, diagnostics));
    Set<String> unsound =
        gateway.manifests().all().stream()
            .map(Manifest::meta)
            .filter(meta -> !meta.sound())
            .map(meta -> meta.id().toString())
            .collect(Collectors.toSet());
    diagnostics.drop(found ->
        found.severity() != Severity.ERROR
            && !isAboutEffect(found.code())
            && found.object().filter(unsound::contains).isPresent());
  }

  private static boolean isAboutEffect(Code code) {
    return code.category() == Category.SUPPORT || code == Code.RC0415 || code == Code.RC0422;
  }
}
