package routec.runtime.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/**
 * The connections to one target: the one used last is used first, so that those not needed die of
 * age. A new one is made only while none rests, so there are never more than there are permits.
 */
final class Pool {
  private final PoolLimits limits;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Connection> resting = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Pool(PoolLimits limits) {
    this.limits = limits;
    this.permits = new Semaphore(limits.most());
  }

  PoolLimits limits() {
    return limits;
  }

  /** Waits for the right to use one connection; {@link #leave} gives it back. */
  void enter() {
    try {
      if (permits.tryAcquire() || (mayWait() && awaitPermit())) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new GatewayFault(
        FaultKind.UNAVAILABLE,
        "The gateway is busy. Please try again.",
        "all " + limits.most() + " connections to the provider are in use",
        1);
  }

  private boolean mayWait() {
    return permits.getQueueLength() < limits.waiting();
  }

  private boolean awaitPermit() throws InterruptedException {
    return permits.tryAcquire(limits.waitMillis(), TimeUnit.MILLISECONDS);
  }

  void leave() {
    permits.release();
  }

  /** A rested connection that still seems good. */
  Optional<Connection> take() {
    long now = System.nanoTime();
    for (Connection c = resting.pollFirst(); c != null; c = resting.pollFirst()) {
      if (!c.expired(limits, now) && c.usable()) {
        return Optional.of(c);
      }
      c.close();
    }
    return Optional.empty();
  }

  /** Takes back a connection whose last reply was read to its end. */
  void give(Connection connection) {
    connection.rest();
    if (closed || connection.expired(limits, System.nanoTime())) {
      connection.close();
      return;
    }
    resting.addFirst(connection);
    if (closed) {
      closeAll();
    }
  }

  /** Closes what has rested or lived too long. */
  void expire() {
    long now = System.nanoTime();
    List<Connection> old = new ArrayList<>();
    for (Connection connection : resting) {
      if (connection.expired(limits, now) && resting.remove(connection)) {
        old.add(connection);
      }
    }
    old.forEach(Connection::close);
  }

  void closeAll() {
    closed = true;
    for (Connection c = resting.pollFirst(); c != null; c = resting.pollFirst()) {
      c.close();
    }
  }

  /** The number of connections that rest. */
  int resting() {
    return resting.size();
  }

  /** The number of requests under way. */
  int busy() {
    return limits.most() - permits.availablePermits();
  }
}
