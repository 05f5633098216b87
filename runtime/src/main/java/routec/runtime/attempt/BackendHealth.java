package routec.runtime.attempt;

import java.util.concurrent.locks.ReentrantLock;
import routec.runtime.spi.Ejection;

/**
 * How one backend has done lately: a circuit breaker that the backend's own calls open and close.
 *
 * <p>After as many failures in a row as its rules allow the backend rests, longer each time; then
 * one call may try it while the others still wait for that call's result. Throttling makes it rest
 * for as long as it asked. Resting only puts a backend behind those that do not rest, so there is
 * always one left to ask.
 */
final class BackendHealth {
  static final long LONGEST_REST_MILLIS = 300_000;
  static final long TRIAL_MILLIS = 10_000;
  static final long THROTTLED_MILLIS = 1_000;
  static final long LONGEST_THROTTLED_MILLIS = 30_000;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean troubled;
  private final Ejection limits;
  private int failures;
  private int gatewayErrors;
  private int connectionFailures;
  private int rests;
  private boolean broken;
  private boolean onTrial;
  private long brokenUntil;
  private long throttledUntil = Long.MIN_VALUE;

  BackendHealth(Ejection limits) {
    this.limits = limits;
  }

  /** Whether a call should ask this backend now rather than one that is doing well. */
  boolean available(long nowMillis) {
    if (!troubled) {
      return true;
    }
    lock.lock();
    try {
      if (nowMillis < throttledUntil || (broken && nowMillis < brokenUntil)) {
        return false;
      }
      if (broken) {
        onTrial = true;
        brokenUntil = nowMillis + TRIAL_MILLIS; // this call is the trial, others wait for it
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the backend rests, without asking for a trial. */
  boolean resting(long nowMillis) {
    lock.lock();
    try {
      return broken || nowMillis < throttledUntil;
    } finally {
      lock.unlock();
    }
  }

  /** The backend answered, be it with a refusal that the request itself brought about. */
  void good(long nowMillis) {
    if (!troubled) {
      return;
    }
    lock.lock();
    try {
      broken = false;
      onTrial = false;
      forget();
      rests = 0;
      troubled = nowMillis < throttledUntil;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The backend failed.
   *
   * @param status what it answered; 0 where no reply was complete
   */
  void bad(long nowMillis, int status) {
    lock.lock();
    try {
      troubled = true;
      if (broken ? !onTrial : !exhausted(status)) {
        return; // a straggler of the time before the rest, or not yet enough
      }
      long rest = Math.min(LONGEST_REST_MILLIS, limits.restMillis() << Math.min(rests, 10));
      rests++;
      broken = true;
      onTrial = false;
      brokenUntil = nowMillis + rest;
      forget();
    } finally {
      lock.unlock();
    }
  }

  /** Counts a failure; true if it was the last one that is borne. */
  private boolean exhausted(int status) {
    boolean apart = limits.connectionFailures() > 0;
    boolean silent = status == 0;
    if (silent && apart) {
      connectionFailures++;
    } else {
      failures++;
      gatewayErrors += silent || Retries.isGatewayError(status) ? 1 : 0;
    }
    return reached(failures, limits.failures())
        || reached(gatewayErrors, limits.gatewayErrors())
        || reached(connectionFailures, limits.connectionFailures());
  }

  private static boolean reached(int count, int limit) {
    return limit > 0 && count >= limit;
  }

  private void forget() {
    failures = 0;
    gatewayErrors = 0;
    connectionFailures = 0;
  }

  /**
   * The backend takes no more calls for a while.
   *
   * @param seconds how long it said, negative where it did not say
   */
  void throttled(long nowMillis, int seconds) {
    long hold =
        seconds < 0
            ? THROTTLED_MILLIS
            : Math.clamp(seconds * 1_000L, THROTTLED_MILLIS, LONGEST_THROTTLED_MILLIS);
    lock.lock();
    try {
      troubled = true;
      forget(); // it answers
      throttledUntil = Math.max(throttledUntil, nowMillis + hold);
    } finally {
      lock.unlock();
    }
  }
}
