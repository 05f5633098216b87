package routec.compiler.compile;

import java.util.List;
import java.util.Optional;
import routec.compiler.diag.Diagnostic;
import routec.compiler.output.SecretFile;
import routec.compiler.plan.GatewayPlan;

/**
 * What came of some manifests.
 *
 * @param files the names of what was judged
 * @param diagnostics everything found, sorted, one message a cause
 * @param gateway the plan and its secrets; none if there was an error
 */
public record Compilation(
    List<String> files, List<Diagnostic> diagnostics, Optional<Gateway> gateway) {

  /**
   * A gateway without a mistake.
   *
   * @param plan what it does
   * @param secrets the values that it needs and the input has
   */
  public record Gateway(GatewayPlan plan, List<SecretFile> secrets) {
    public Gateway {
      secrets = List.copyOf(secrets);
    }
  }

  public Compilation {
    files = List.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
  }
}
