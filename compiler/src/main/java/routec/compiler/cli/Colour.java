package routec.compiler.cli;

/** Whether output is coloured: on a terminal, unless {@code NO_COLOR} says no. */
final class Colour {
  private Colour() {}

  static boolean wanted() {
    String no = System.getenv().getOrDefault("NO_COLOR", "");
    return no.isEmpty()
        && System.console() != null
        && System.console().isTerminal()
        && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
  }
}
