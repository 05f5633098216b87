package routec.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class WrongUsageTest {
  /** A command line, then what it is told. */
  private static final String SAID =
      """
      run -f a --port abc
      `--port` wants a whole number such as 1975, not `abc`.
      run -f a --port 99999999999
      `99999999999` is too large a number for `--port`.
      run -f a --port 1 --port 2
      `--port` is given twice.
      run -f a --port 0
      --port must be from 1 to 65533, since the admins take the next two.
      run -f a --set x
      --set wants NAME=VALUE, not `x`.
      run
      `--file FILE` is missing.
      run -f
      `--file` wants a FILE behind it.
      check -f a --format jsn
      `--format` is one of text, json, sarif, junit, github, not `jsn`. Did you mean `json`?
      check -f a --each=maybe
      `--each` takes no value.
      check -f a --strickt
      There is no option `--strickt`. Did you mean `--strict`?
      check -f a b
      `b` is one argument too many.
      compile -f a
      `--output FOLDER` is missing.
      diff a
      `NEW` is missing.
      diff a b --format yaml
      `--format` is one of text, json, markdown, not `yaml`.
      graph -f a --format svg
      `--format` is one of mermaid, dot, not `svg`.
      test x --format json
      `--format` is one of text, junit, not `json`.
      try -f a --format xml x
      `--format` is one of text, json, not `xml`.
      completion cmd
      `SHELL` is one of bash, zsh, fish, not `cmd`.
      explain
      `CODE|MODEL` is missing.
      chekc
      There is no command `chekc`. Did you mean `check`?
      """;

  @Test
  void isSaidInUsersWords() {
    List<String> lines = SAID.lines().toList();
    for (int i = 0; i < lines.size(); i += 2) {
      String told = run(lines.get(i).split(" ", -1)).lines().findFirst().orElse("");
      assertEquals("routec: " + lines.get(i + 1), told, lines.get(i));
    }
    assertTrue(run().startsWith("routec: A command is missing."));
  }

  /** Whatever an option takes, a wrong value is told without the names of Java's types. */
  @Test
  void noOptionSpeaksOfJavaTypes() {
    List<String> tried = new ArrayList<>();
    Main.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          for (OptionSpec option : command.getCommandSpec().options()) {
            boolean free = option.typeInfo().isMultiValue() || option.type() == String.class;
            if (!free && !option.usageHelp() && !option.versionHelp()) {
              String told = run(name, option.longestName() + "=\u00e4?!");
              assertFalse(told.matches("(?s).*(\\bint\\b|boolean|java\\.|null|Exception).*"), told);
              tried.add(name + " " + option.longestName());
            }
          }
        });
    assertTrue(tried.contains("run --port") && tried.contains("graph --format"), tried::toString);
  }

  private static String run(String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(new StringWriter(), true));
    line.setErr(new PrintWriter(err, true));
    assertEquals(Exit.USAGE, line.execute(arguments), err::toString);
    return err.toString();
  }
}
