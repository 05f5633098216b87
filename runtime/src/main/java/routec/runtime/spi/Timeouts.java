package routec.runtime.spi;

import java.time.Duration;

/**
 * How long a rule's calls may take; zero leaves a limit to the runtime's settings.
 *
 * @param request the whole call with all its attempts
 * @param attempt one attempt, from its first byte out to its last byte in
 * @param streamIdle the silence before the first byte of a stream and between any two
 */
public record Timeouts(Duration request, Duration attempt, Duration streamIdle) {
  /** The runtime's own limits alone. */
  public static final Timeouts USUAL = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Limits in milliseconds, zero for none. */
  public static Timeouts ofMillis(long request, long attempt, long streamIdle) {
    return new Timeouts(
        Duration.ofMillis(request), Duration.ofMillis(attempt), Duration.ofMillis(streamIdle));
  }
}
