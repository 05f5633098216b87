package routec.runtime.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/** How many calls are served at once; some more wait for their turn, all others are sent away. */
final class Admission {
  private static final int RETRY_SECONDS = 1;

  private final int most;
  private final int queue;
  private final long waitMillis;
  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most calls that are served at once
   * @param queue calls that wait at once
   */
  Admission(int most, int queue, long waitMillis) {
    this.most = most;
    this.queue = queue;
    this.waitMillis = waitMillis;
    this.places = new Semaphore(most, true);
  }

  /**
   * Takes a place; whoever took one gives it back by {@link #leave}.
   *
   * @throws GatewayFault UNAVAILABLE if there is none in time, or no room to wait
   */
  void enter() {
    if (!places.tryAcquire() && !queued()) {
      throw new GatewayFault(
          FaultKind.UNAVAILABLE,
          "The gateway is at its limit of calls.",
          Setting.LIMITS_CALLS.key() + " is " + most,
          RETRY_SECONDS);
    }
  }

  void leave() {
    places.release();
  }

  private boolean queued() {
    try {
      return waiting.incrementAndGet() <= queue
          && places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
