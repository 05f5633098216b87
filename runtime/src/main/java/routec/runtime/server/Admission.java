package routec.runtime.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/** How many calls are served at once; more wait a moment and are then sent away. */
final class Admission {
  private static final int RETRY_SECONDS = 1;

  private final int most;
  private final Semaphore places;
  private final long waitMillis;
  private volatile boolean closed;

  Admission(int most, long waitMillis) {
    this.most = most;
    this.places = new Semaphore(most);
    this.waitMillis = waitMillis;
  }

  /**
   * Takes a place; whoever took one gives it back by {@link #leave}.
   *
   * @throws GatewayFault UNAVAILABLE if there is none in time, or the gateway is stopping
   */
  void enter() {
    if (closed) {
      throw new GatewayFault(FaultKind.UNAVAILABLE, "The gateway is stopping.", "", RETRY_SECONDS);
    }
    boolean entered = places.tryAcquire();
    try {
      entered = entered || places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!entered) {
      throw new GatewayFault(
          FaultKind.UNAVAILABLE,
          "The gateway is at its limit of calls.",
          "limits.calls is " + most,
          RETRY_SECONDS);
    }
  }

  void leave() {
    places.release();
  }

  /** Admits nobody any more and waits until all have left; false if some have not in time. */
  boolean drain(long millis) {
    closed = true;
    try {
      return places.tryAcquire(most, millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
