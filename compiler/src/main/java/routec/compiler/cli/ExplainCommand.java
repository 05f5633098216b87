package routec.compiler.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.diag.Code;
import routec.compiler.diag.Pages;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.rehearse.ProbedLosses;
import routec.compiler.report.Explanation;

/** {@code routec explain}: what a code means, or where a model goes and why. */
@Command(
    name = "explain",
    description = "Explain a code (RC0301), or with -f where one model goes and why.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1",
      paramLabel = "CODE|MODEL",
      description = "A code such as RC0301; with -f, a model as clients name it.")
  private String subject = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A manifest, a folder of them, or - for standard input; may be repeated.")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    return files.isEmpty() ? explainCode() : explainModel();
  }

  private int explainCode() {
    Optional<Code> code = Code.named(subject.toUpperCase(Locale.ROOT));
    if (code.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "There is no code `" + subject + "`. To explain a model, name its manifests with -f.");
    }
    String head = code.get() + ": " + code.get().title() + "\n";
    spec.commandLine().getOut().print(Pages.of(code.get()).orElse(head));
    spec.commandLine().getOut().flush();
    return Exit.FINE;
  }

  private int explainModel() throws IOException {
    Optional<Compilation.Gateway> gateway =
        Inputs.gateway(
            Inputs.compile(files, false), spec.commandLine().getErr(), "nothing explained");
    if (gateway.isEmpty()) {
      return Exit.ERRORS;
    }
    GatewayPlan plan = gateway.get().plan();
    Explanation explanation =
        Explanation.of(plan, subject, new ProbedLosses(Rehearsals.routes(plan), subject));
    spec.commandLine().getOut().print(explanation.text());
    spec.commandLine().getOut().flush();
    return explanation.found() ? Exit.FINE : Exit.ERRORS;
  }
}
