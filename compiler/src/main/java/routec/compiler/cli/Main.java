package routec.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code routec}. */
@Command(
    name = "routec",
    description = "Compiles AI gateway manifests into an Envoy configuration and Java routes.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CheckCommand.class,
      CompileCommand.class,
      RunCommand.class,
      ExplainCommand.class,
      TryCommand.class,
      TestCommand.class,
      DiffCommand.class,
      GraphCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with all commands, for this program and its tests. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::onFailure);
    line.setParameterExceptionHandler(Main::onWrongUsage);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setUsageHelpAutoWidth(true);
    if (!Colour.wanted()) {
      line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
  }

  private static int onWrongUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("routec: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println(
          "Usage: routec help" + (line.getParent() == null ? "" : " " + line.getCommandName()));
    }
    err.flush();
    return Exit.USAGE;
  }

  private static int onFailure(Exception e, CommandLine line, CommandLine.ParseResult result) {
    PrintWriter err = line.getErr();
    if (e instanceof IOException failure) {
      err.println("routec: " + Failures.sentence(failure));
      err.flush();
      return Exit.USAGE;
    }
    err.println("routec: a bug in routec, not in your manifests. Please report it with this:");
    err.println("routec " + String.join(" ", result.originalArgs()));
    e.printStackTrace(err);
    err.flush();
    return Exit.BUG;
  }
}
