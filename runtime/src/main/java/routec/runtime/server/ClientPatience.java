package routec.runtime.server;

/**
 * How long the server waits for clients.
 *
 * @param headNanos for a request's head, from its first byte
 * @param bodyNanos for its body
 * @param keepNanos for the next request
 * @param writeNanos for a client to take a piece of its reply
 */
record ClientPatience(long headNanos, long bodyNanos, long keepNanos, long writeNanos) {
  /** What a refused client may still send before its connection is closed. */
  static final int LINGER_BYTES = 8 << 20;

  /** Calls that take less are not watched: most calls of a gateway that answers from a cache. */
  static final long WATCH_AFTER_NANOS = 250_000_000;

  private static final long LINGER_NANOS = 1_000_000_000;
  private static final long LONGEST_TURN_MILLIS = 250;

  static ClientPatience of(Settings settings) {
    return new ClientPatience(
        settings.millis(Setting.TIMEOUTS_HEAD) * 1_000_000,
        settings.millis(Setting.TIMEOUTS_BODY) * 1_000_000,
        settings.millis(Setting.TIMEOUTS_KEEP) * 1_000_000,
        settings.millis(Setting.TIMEOUTS_WRITE) * 1_000_000);
  }

  long lingerNanos() {
    return LINGER_NANOS;
  }

  /** How often connections are looked after: often enough for the shortest wait. */
  long turnMillis() {
    long shortest = Math.min(Math.min(headNanos, bodyNanos), Math.min(keepNanos, writeNanos));
    return Math.clamp(shortest / 4_000_000, 10, LONGEST_TURN_MILLIS);
  }
}
