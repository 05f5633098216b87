package routec.compiler.cli;

/** What the exit codes mean; scripts rely on them. */
final class Exit {
  static final int FINE = 0;

  /** The manifests have errors. */
  static final int ERRORS = 1;

  /** Wrong usage, or a file or port that can't be had. */
  static final int USAGE = 2;

  /** A bug in Routec. */
  static final int BUG = 3;

  /** {@code diff}: traffic changes. */
  static final int CHANGES = 4;

  private Exit() {}
}
