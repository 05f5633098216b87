package routec.compiler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;

/** {@code routec check}: judges and writes nothing. */
@Command(
    name = "check",
    description = "Judge manifests; write nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();

  @Override
  public Integer call() {
    Compilation compilation = inputs.compile();
    spec.commandLine().getOut().print(inputs.render(compilation, ""));
    spec.commandLine().getOut().flush();
    return compilation.gateway().isPresent() ? Exit.FINE : Exit.ERRORS;
  }
}
