package routec.runtime.attempt;

import java.time.Duration;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/**
 * When a call must be over.
 *
 * @param nanoTime the moment, by {@link System#nanoTime}
 */
record Deadline(long nanoTime) {

  /** A route's own limit, or the runtime's where it has none. */
  static Deadline of(Duration own, long defaultMillis) {
    long millis = own.isZero() ? defaultMillis : own.toMillis();
    return new Deadline(System.nanoTime() + Math.min(millis, 1L << 40) * 1_000_000);
  }

  /** This one, or an earlier one after so long; zero adds none. */
  Deadline within(Duration limit) {
    Deadline other = limit.isZero() ? this : of(limit, 0);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  /** The time left, at least one millisecond. */
  long leftMillis() {
    return Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000);
  }

  boolean passed() {
    return System.nanoTime() - nanoTime >= 0;
  }

  /**
   * @throws GatewayFault TIMEOUT if it has passed
   */
  void check() {
    if (passed()) {
      throw fault();
    }
  }

  static GatewayFault fault() {
    return new GatewayFault(FaultKind.TIMEOUT, "The call took longer than its time limit.");
  }
}
