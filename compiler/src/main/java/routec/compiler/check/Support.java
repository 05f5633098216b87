package routec.compiler.check;

/** What lowering and the runtime can do so far: the one place to change when they learn more. */
final class Support {
  /** Whether listeners can end TLS. */
  static final boolean HTTPS_LISTENERS = false;

  /** Whether {@code schema.prefix} of an OpenAI backend is used. */
  static final boolean PATH_PREFIX = false;

  private Support() {}
}
