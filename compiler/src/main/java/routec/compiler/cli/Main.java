package routec.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
  /** Set to anything, this variable shows what a report of a bug needs. */
  private static final String DEBUG = "ROUTEC_DEBUG";

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    CommandLine line = commandLine();
    int code;
    try {
      code = line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      code = bug(e, line.getErr(), List.of(args), isDebugging());
    }
    System.exit(code);
  }

  /** The command line with all commands, for this program and its tests. */
  static CommandLine commandLine() {
    return commandLine(isDebugging());
  }

  private static boolean isDebugging() {
    return !System.getenv().getOrDefault(DEBUG, "").isEmpty();
  }

  /**
   * The command line.
   *
   * @param debug whether a bug of ours is told with its stack trace
   */
  static CommandLine commandLine(boolean debug) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((e, failed, parsed) -> onFailure(e, failed, parsed, debug));
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
    err.println("routec: " + WrongUsage.sentence(e));
    err.println(
        "Usage: routec help" + (line.getParent() == null ? "" : " " + line.getCommandName()));
    err.flush();
    return Exit.USAGE;
  }

  private static int onFailure(
      Exception e, CommandLine line, CommandLine.ParseResult result, boolean debug) {
    PrintWriter err = line.getErr();
    if (e instanceof IOException failure) {
      err.println("routec: " + Failures.sentence(failure));
      err.flush();
      return Exit.USAGE;
    }
    return bug(e, err, result.originalArgs(), debug);
  }

  /** One calm sentence; what a report needs only for those who ask. */
  private static int bug(Throwable e, PrintWriter err, List<String> args, boolean debug) {
    String command = "routec " + String.join(" ", args);
    err.println("routec: This is a bug in Routec, not in your manifests: please report it.");
    if (debug) {
      err.println(new Version().getVersion()[0] + ", Java " + Runtime.version());
      err.println(command);
      e.printStackTrace(err);
    } else {
      err.println("A report needs the manifests (without secrets) and what this prints:");
      err.println("  " + DEBUG + "=1 " + command);
    }
    err.flush();
    return Exit.BUG;
  }
}
