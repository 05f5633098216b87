package routec.runtime.attempt;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Retry;

/**
 * How long one call waits before its retries: a random part of a time that doubles, as Envoy's, and
 * before the same backend no less than that backend asked for.
 */
final class Pauses {
  /** A client is better told to wait than made to. */
  static final long LONGEST_MILLIS = 10_000;

  private final Retry retry;
  private final Deadline deadline;
  private final Cancellation cancellation;
  private final Set<String> asked = new HashSet<>();
  private int retries;

  Pauses(Retry retry, Deadline deadline, Cancellation cancellation) {
    this.retry = retry;
    this.deadline = deadline;
    this.cancellation = cancellation;
  }

  /**
   * Waits as long as the next attempt should.
   *
   * @param failed the attempt before it, which ended with the fault
   * @return false if the wait would be too long or the call is not wanted any more
   */
  boolean before(Attempt next, Attempt failed, Fault fault) {
    asked.add(failed.backend().name());
    boolean again = asked.contains(next.backend().name());
    long wait = again || retry.pauseMillis() >= 0 ? jittered() : 0;
    retries++;
    if (next.backend().name().equals(failed.backend().name())) {
      wait = Math.max(wait, fault.retryAfterSeconds().orElse(0) * 1_000L);
    }
    return wait == 0 || (wait <= longest() && wait < deadline.leftMillis() && sleep(wait));
  }

  private long longest() {
    return Math.max(LONGEST_MILLIS, retry.longestPauseMillis());
  }

  private long jittered() {
    long most =
        Math.min(retry.longestPauseMillis(), retry.basePauseMillis() << Math.min(retries, 20));
    return most <= 0 ? 0 : ThreadLocalRandom.current().nextLong(most + 1);
  }

  private boolean sleep(long millis) {
    CountDownLatch unwanted = new CountDownLatch(1);
    try (Cancellation.Registration _ = cancellation.onCancel(unwanted::countDown)) {
      return !unwanted.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
