package routec.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routec completion}: a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    description = "Print a script that completes routec's commands and options in a shell.",
    footer = {
      "",
      "To use it now:",
      "  source <(routec completion bash)       also for zsh",
      "  routec completion fish | source"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.bash;

  /** The shells; spelled as users type them. */
  @SuppressWarnings("MemberName")
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public Integer call() {
    CommandLine root = spec.commandLine().getParent();
    String script =
        switch (shell) {
          case bash, zsh -> bash(root);
          case fish -> fish(root);
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return Exit.FINE;
  }

  /** Picocli switches off bash's own completion of files, which most of our options take. */
  private static String bash(CommandLine root) {
    return AutoComplete.bash("routec", root).replaceAll("(?m)^ *type compopt .* \\+o default$", "");
  }

  private static String fish(CommandLine root) {
    List<String> lines = new ArrayList<>();
    root.getSubcommands()
        .forEach((name, command) -> {
          lines.add(
              "complete -c routec -n __fish_use_subcommand -f -a %s -d %s"
                  .formatted(name, quoted(first(command.getCommandSpec()))));
          for (OptionSpec option : command.getCommandSpec().options()) {
            lines.add(option(name, option));
          }
          for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            values(parameter)
                .ifPresent(words ->
                    lines.add(
                        "complete -c routec -n %s -f -a %s"
                            .formatted(quoted("__fish_seen_subcommand_from " + name), words)));
          }
        });
    return String.join("\n", lines) + "\n";
  }

  private static String option(String command, OptionSpec option) {
    StringBuilder line = new StringBuilder("complete -c routec -n ");
    line.append(quoted("__fish_seen_subcommand_from " + command));
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    Optional<String> values = values(option);
    if (values.isPresent()) {
      line.append(" -x -a ").append(values.get());
    } else if (option.arity().max() > 0) {
      line.append(" -r");
    }
    String words = String.join(" ", option.description()).replaceAll(" \\(default.*", "");
    return line.append(" -d ").append(quoted(words.replaceAll("\\$\\{[^}]*}", ""))).toString();
  }

  /** The values that there are, where they can be listed. */
  private static Optional<String> values(ArgSpec argument) {
    if (argument.completionCandidates() == null) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    argument.completionCandidates().forEach(values::add);
    return Optional.of(quoted(String.join(" ", values)));
  }

  private static String first(CommandSpec command) {
    String[] lines = command.usageMessage().description();
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
