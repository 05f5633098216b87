package routec.runtime.spi;

/**
 * How long a request waits for its reply.
 *
 * @param firstByteMillis for the reply's first byte
 * @param idleMillis for each further one
 * @param deadlineNanos until when all of it must have come, by {@link System#nanoTime}
 */
public record Patience(long firstByteMillis, long idleMillis, long deadlineNanos) {
  private static final long FOREVER_NANOS = 1L << 60;

  /** Without a deadline. */
  public static Patience of(long firstByteMillis, long idleMillis) {
    return new Patience(firstByteMillis, idleMillis, System.nanoTime() + FOREVER_NANOS);
  }
}
