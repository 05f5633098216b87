package routec.compiler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.compile.Compiler;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.emit.envoy.EnvoySettings;
import routec.compiler.output.OutputWriter;
import routec.compiler.output.SecretWriter;
import routec.compiler.plan.GatewayPlan;

/** {@code routec compile}: judges, then writes Java routes, Envoy's bootstrap and the secrets. */
@Command(
    name = "compile",
    description = "Judge manifests, then write Java routes and Envoy's configuration.",
    mixinStandardHelpOptions = true)
final class CompileCommand implements Callable<Integer> {
  /** Where Envoy's admin goes if there is no listener to count from. */
  private static final int NO_PORT = 1975;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();
  @Mixin private Mistakes mistakes = new Mistakes();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description =
          "Where src/ and envoy/ go. Only files that routec wrote are changed or deleted.")
  private Path output = Path.of("generated");

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      defaultValue = ".routec",
      description = "Where secrets go (default: ${DEFAULT-VALUE}).")
  private Path state = Path.of(".routec");

  @Override
  public Integer call() throws IOException {
    try (Progress _ = new Progress(spec.commandLine().getErr(), "compiling")) {
      return compile();
    }
  }

  private int compile() throws IOException {
    Compilation compilation = inputs.compile();
    if (compilation.gateway().isEmpty()) {
      say(mistakes.render(compilation, "nothing written"));
      return Exit.ERRORS;
    }
    Compilation.Gateway gateway = compilation.gateway().get();
    List<GeneratedFile> files = Compiler.emit(gateway.plan(), envoy(gateway.plan()));
    OutputWriter.Outcome outcome = new OutputWriter(output).write(files);
    new SecretWriter(state.resolve("secrets")).write(gateway.secrets());
    say(mistakes.render(compilation, told(outcome)));
    return Exit.FINE;
  }

  private String told(OutputWriter.Outcome outcome) {
    return "%d files in %s (%d written, %d as they were, %d deleted)"
        .formatted(
            outcome.written() + outcome.kept(),
            output,
            outcome.written(),
            outcome.kept(),
            outcome.deleted());
  }

  /**
   * As {@code routec run} would lay things out, with relative paths: the text must not depend on
   * the folder.
   */
  private static EnvoySettings envoy(GatewayPlan plan) {
    int port = plan.listeners().isEmpty() ? NO_PORT : plan.listeners().getFirst().port();
    return new EnvoySettings("0.0.0.0", port + 2, ".routec/run/" + port + "/gateway.sock");
  }

  private void say(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
