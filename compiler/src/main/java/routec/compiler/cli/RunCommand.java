package routec.compiler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
import routec.compiler.run.GatewayRun;
import routec.compiler.run.RunSettings;

/** {@code routec run}: compiles, then serves in the foreground. */
@Command(
    name = "run",
    description = "Compile manifests, then serve them in the foreground until interrupted.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535 - 2;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();
  @Mixin private Mistakes mistakes = new Mistakes();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "1975",
      description =
          "The port of the first listener (default: ${DEFAULT-VALUE}); the runtime's admin takes"
              + " the next one, Envoy's the one after.")
  private int port = 1975;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen at with Envoy (default: ${DEFAULT-VALUE}).")
  private String address = "127.0.0.1";

  @Option(names = "--no-envoy", description = "Serve without Envoy: loopback and HTTP only.")
  private boolean withoutEnvoy;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      defaultValue = ".routec",
      description = "Where the socket, logs and secrets go (default: ${DEFAULT-VALUE}).")
  private Path state = Path.of(".routec");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the runtime (docs/settings.md); may be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunSettings settings = settings();
    Compilation compilation = inputs.compile();
    if (compilation.gateway().isEmpty()) {
      say(mistakes.render(compilation, "nothing started"));
      return Exit.ERRORS;
    }
    if (!compilation.diagnostics().isEmpty()) {
      say(mistakes.render(compilation, "starting"));
    }
    Compilation.Gateway gateway = compilation.gateway().get();
    GatewayPlan plan = gateway.plan().firstListenerAt(settings.port());
    List<GeneratedFile> files =
        Compiler.emit(
            plan, new EnvoySettings(address, settings.envoyAdmin(), settings.socketPath()));
    Path generated = settings.folder().resolve("generated");
    new OutputWriter(generated).write(files);
    new SecretWriter(settings.secrets()).write(gateway.secrets());
    return new GatewayRun(settings, System.out, System.err)
        .serve(files, generated, FirstCall.of(plan, settings.port()));
  }

  private RunSettings settings() {
    if (port < 1 || port > LAST_PORT) {
      throw wrong(
          "--port must be from 1 to " + LAST_PORT + ", since the admins take the next two.");
    }
    Map<String, String> runtime = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw wrong("--set wants NAME=VALUE, not `" + assignment + "`.");
      }
      // Said twice: a list, as upstream.resolve is one.
      runtime.merge(
          assignment.substring(0, equals),
          assignment.substring(equals + 1),
          (first, second) -> first + "," + second);
    }
    return new RunSettings(address, port, state, !withoutEnvoy, new TreeMap<>(runtime));
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private void say(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
