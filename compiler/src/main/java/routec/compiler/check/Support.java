package routec.compiler.check;

/** What lowering and the runtime can do so far: the one place to change when they learn more. */
final class Support {
  /** Whether listeners can end TLS. */
  static final boolean HTTPS_LISTENERS = false;

  private Support() {}
}
