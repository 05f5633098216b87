package routec.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.rehearse.CompiledRoutes;
import routec.compiler.rehearse.RouteTests;
import routec.compiler.rehearse.Verdict;
import routec.compiler.rehearse.VerdictReport;

/** {@code routec test}: users' own expectations, run against the generated routes. */
@Command(
    name = "test",
    description = {
      "Run route tests against the generated routes: which backend, region and path a call gets,"
          + " or which error.",
      "No network, no credentials."
    },
    footer = {
      "",
      "A test file:",
      "  manifests: [aws.yaml]        # from the file's own folder; -f overrides it",
      "  tests:",
      "  - name: nova stays in us-east-1",
      "    call: POST /v1/chat/completions",
      "    model: us.amazon.nova-micro-v1:0",
      "    headers: {x-team: research}",
      "    expect: {backend: my-backend, region: us-east-1}",
      "  - model: gpt-4",
      "    expect: {status: 404}",
      "Expectations: status, rule, backend, backends, region, host, path, dropped, contains.",
      "Exit code 1 if one does not hold."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of route tests.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The manifests to test instead of those that the test files name.")
  private List<String> manifests = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  /** How the outcome is told; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    junit
  }

  /** Manifests are compiled once, however many test files name them. */
  private final Map<List<String>, Compiled> compiled = new HashMap<>();

  private record Compiled(GatewayPlan plan, CompiledRoutes routes) {}

  @Override
  public Integer call() throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (Path file : files) {
      RouteTests tests = RouteTests.read(file);
      Optional<Compiled> gateway = gateway(tests);
      if (gateway.isEmpty()) {
        return Exit.ERRORS;
      }
      verdicts.addAll(Verdict.of(tests, gateway.get().routes, gateway.get().plan));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> VerdictReport.text(verdicts);
          case junit -> VerdictReport.junit(verdicts);
        });
    out.flush();
    return verdicts.stream().allMatch(Verdict::passed) ? Exit.FINE : Exit.ERRORS;
  }

  private Optional<Compiled> gateway(RouteTests tests) throws IOException {
    List<String> inputs = manifests.isEmpty() ? tests.manifests() : manifests;
    if (inputs.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          tests.file() + " names no `manifests:`; add them, or name them with -f.");
    }
    if (!compiled.containsKey(inputs)) {
      Optional<Compilation.Gateway> gateway =
          Inputs.gateway(
              Inputs.compile(inputs, false), spec.commandLine().getErr(), "nothing tested");
      if (gateway.isEmpty()) {
        return Optional.empty();
      }
      GatewayPlan plan = gateway.get().plan();
      compiled.put(inputs, new Compiled(plan, Rehearsals.routes(plan)));
    }
    return Optional.ofNullable(compiled.get(inputs));
  }
}
