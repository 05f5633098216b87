package routec.compiler.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.report.Change;
import routec.compiler.report.Difference;
import routec.compiler.report.DifferenceReport;

/** {@code routec diff}: what changes for traffic between two sets of manifests. */
@Command(
    name = "diff",
    description = {
      "Show what changes for traffic, not what changes as text: models gained and lost, region,"
          + " endpoint, credentials, backends and their order, timeouts.",
      "The values of Secrets are not compared."
    },
    footer = {
      "",
      "Exit code 0 if nothing changes, 4 if something does, 1 if either has errors. Example:",
      "  routec diff old/ new/ --format markdown"
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "OLD", description = "A manifest, a folder of them, or -.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "A manifest, a folder of them, or -.")
  private String now = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  /** How the changes are told; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    json,
    markdown
  }

  @Override
  public Integer call() {
    Optional<Compilation.Gateway> before = gateway(old);
    Optional<Compilation.Gateway> after = gateway(now);
    if (before.isEmpty() || after.isEmpty()) {
      return Exit.ERRORS;
    }
    List<Change> changes = Difference.between(before.get().plan(), after.get().plan());
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case text -> DifferenceReport.text(changes);
              case json -> DifferenceReport.json(changes);
              case markdown -> DifferenceReport.markdown(changes);
            });
    spec.commandLine().getOut().flush();
    return changes.isEmpty() ? Exit.FINE : Exit.CHANGES;
  }

  private Optional<Compilation.Gateway> gateway(String input) {
    return Inputs.gateway(
        Inputs.compile(List.of(input), false),
        spec.commandLine().getErr(),
        "so " + input + " is not compared");
  }
}
