package routec.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import routec.compiler.source.Nearest;

/** Says in users' words what is wrong with a command line. */
final class WrongUsage {
  private WrongUsage() {}

  static String sentence(CommandLine.ParameterException e) {
    return switch (e) {
      case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case CommandLine.OverwrittenOptionException twice ->
          "`" + name(twice.getOverwritten()) + "` is given twice.";
      case CommandLine.MissingParameterException missing -> missing(missing);
      default ->
          e.getArgSpec() == null || e.getValue() == null
              ? told(e)
              : refused(e.getArgSpec(), e.getValue());
    };
  }

  private static String unmatched(CommandLine.UnmatchedArgumentException e) {
    CommandLine line = e.getCommandLine();
    String word = e.getUnmatched().getFirst();
    String known = word.replaceFirst("=.*", "");
    if (known.startsWith("-")) {
      List<String> options = new ArrayList<>(line.getCommandSpec().optionsMap().keySet());
      return "There is no option `" + known + "`." + near(known, options);
    }
    return line.getSubcommands().isEmpty()
        ? "`" + word + "` is one argument too many."
        : "There is no command `" + word + "`." + near(word, line.getSubcommands().keySet());
  }

  private static String missing(CommandLine.MissingParameterException e) {
    ArgSpec first = e.getMissing().isEmpty() ? e.getArgSpec() : e.getMissing().getFirst();
    if (first instanceof OptionSpec option) {
      String words = "`" + name(option) + " " + option.paramLabel() + "`";
      // Either nothing of it is there, or its name is the last word.
      return told(e).startsWith("Missing required option")
          ? words + " is missing."
          : "`" + name(option) + "` wants " + article(option.paramLabel()) + " behind it.";
    }
    return first == null ? told(e) : "`" + first.paramLabel() + "` is missing.";
  }

  private static String told(CommandLine.ParameterException e) {
    return Objects.requireNonNullElse(e.getMessage(), "The command line can't be read.");
  }

  private static String article(String label) {
    return ("AEIOU".indexOf(label.charAt(0)) >= 0 ? "an " : "a ") + label;
  }

  private static String refused(ArgSpec argument, String value) {
    String name = name(argument);
    if (argument.completionCandidates() != null) {
      List<String> values = new ArrayList<>();
      argument.completionCandidates().forEach(values::add);
      return "`%s` is one of %s, not `%s`.%s"
          .formatted(name, String.join(", ", values), value, near(value, values));
    }
    if (argument.type() == boolean.class) {
      return "`" + name + "` takes no value.";
    }
    boolean number = value.matches("-?[0-9]+");
    return number
        ? "`%s` is too large a number for `%s`.".formatted(value, name)
        : "`%s` wants a whole number such as %s, not `%s`."
            .formatted(name, Optional.ofNullable(argument.defaultValue()).orElse("1"), value);
  }

  private static String near(String word, Iterable<String> known) {
    List<String> words = new ArrayList<>();
    known.forEach(words::add);
    return Nearest.to(word, words).map(one -> " Did you mean `" + one + "`?").orElse("");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
