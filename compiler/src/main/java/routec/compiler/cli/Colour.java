package routec.compiler.cli;

import java.io.Console;
import java.util.Optional;

/** Whether output is coloured: on a terminal, unless {@code NO_COLOR} says no. */
final class Colour {
  private Colour() {}

  static boolean wanted() {
    String no = System.getenv().getOrDefault("NO_COLOR", "");
    return no.isEmpty()
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
  }
}
