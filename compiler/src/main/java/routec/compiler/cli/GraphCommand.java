package routec.compiler.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.report.Graph;

/** {@code routec graph}: the gateway as a drawing. */
@Command(
    name = "graph",
    description = "Draw listeners, rules and backends, for Mermaid or Graphviz.",
    footer = {
      "",
      "Examples:",
      "  routec graph -f aws.yaml                               for a Markdown page",
      "  routec graph -f aws.yaml --format dot | dot -Tsvg      a picture"
    },
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "mermaid",
      description = "${COMPLETION-CANDIDATES} (default: mermaid).")
  private Format format = Format.mermaid;

  /** Who draws it; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    mermaid,
    dot
  }

  @Override
  public Integer call() {
    Optional<Compilation.Gateway> gateway =
        inputs.gateway(spec.commandLine().getErr(), "nothing drawn");
    if (gateway.isEmpty()) {
      return Exit.ERRORS;
    }
    Graph graph = Graph.of(gateway.get().plan());
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case mermaid -> graph.mermaid();
              case dot -> graph.dot();
            });
    spec.commandLine().getOut().flush();
    return Exit.FINE;
  }
}
