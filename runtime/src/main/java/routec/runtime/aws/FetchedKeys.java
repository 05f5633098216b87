package routec.runtime.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.UpstreamRequest;

/**
 * Keys that somebody has to be asked for: fetched by one thread of their own, well before they
 * expire, and kept while valid when fetching fails.
 */
final class FetchedKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger(FetchedKeys.class.getName());

  /** How long a call may wait for keys that are not there. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** How long before their end keys are fetched anew; never more than half of what is left. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  /** When keys without a known end are looked at again. */
  private static final Duration AGAIN = Duration.ofSeconds(60);

  /** The pause after a failure, doubled each time up to the longest. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final String source;
  private final Supplier<? extends ProviderKeys> fetch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fetched = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private final Thread fetcher;
  private volatile @Nullable ProviderKeys current;
  private volatile String trouble = "";
  private final LongAdder fetches = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private long turns;
  private boolean urgent;
  private int failuresInARow;
  private long failedAtNanos;

  /**
   * @param source what people call it
   * @param fetch asks for keys and may take long; a failure is a RuntimeException whose message
   *     holds no value of a secret
   */
  FetchedKeys(String source, Supplier<? extends ProviderKeys> fetch) {
    this.source = source;
    this.fetch = fetch;
    this.fetcher = Thread.ofVirtual().name("credentials").start(this::keepFresh);
  }

  @Override
  public void open() {} // the thread has begun

  @Override
  public ProviderKeys keys() {
    ProviderKeys keys = current;
    if (keys != null && !expired(keys)) {
      return keys;
    }
    awaitTurn(WAIT);
    ProviderKeys now = current;
    if (now == null || expired(now)) {
      throw new GatewayFault(
          FaultKind.UNAVAILABLE,
          "The gateway has no usable credentials for this provider.",
          source + ": " + (trouble.isEmpty() ? "no answer yet" : trouble),
          2);
    }
    return now;
  }

  /** One fetch serves all whose calls were refused at this moment. */
  @Override
  public boolean refresh(UpstreamRequest refused) {
    ProviderKeys before = current;
    if (before != null && !before.authorized(refused)) {
      return true; // another call's refusal had them fetched already
    }
    awaitTurn(WAIT);
    ProviderKeys after = current;
    return after != null && !after.authorized(refused);
  }

  /** Has keys fetched soon, without waiting: what they depend on has changed. */
  void hasten() {
    lock.lock();
    try {
      failuresInARow = 0;
      urgent = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CredentialState state() {
    ProviderKeys keys = current;
    Optional<Instant> expires = keys == null ? Optional.empty() : keys.expires();
    return new CredentialState(source, fetches.sum(), failures.sum(), expires, trouble);
  }

  @Override
  public void close() {
    fetcher.interrupt();
  }

  /**
   * Asks for a fetch now and waits for its end; all who wait share one. Right after a failure
   * nothing is asked: who throttles must not be asked by every call.
   */
  private void awaitTurn(Duration most) {
    long nanos = most.toNanos();
    lock.lock();
    try {
      if (failuresInARow > 0 && System.nanoTime() - failedAtNanos < FIRST_PAUSE.toNanos()) {
        return;
      }
      long before = turns;
      urgent = true;
      wanted.signal();
      while (turns == before && nanos > 0) {
        nanos = fetched.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void keepFresh() {
    while (!Thread.currentThread().isInterrupted()) {
      Optional<String> problem = fetchOnce();
      lock.lock();
      try {
        turns++;
        urgent = false;
        failuresInARow = problem.isPresent() ? failuresInARow + 1 : 0;
        failedAtNanos = System.nanoTime();
        fetched.signalAll();
        long nanos = pause().toNanos();
        while (!urgent && nanos > 0) {
          nanos = wanted.awaitNanos(nanos);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Fetches once; returns what went wrong. */
  private Optional<String> fetchOnce() {
    try {
      ProviderKeys keys = fetch.get();
      if (!trouble.isEmpty()) {
        LOG.log(System.Logger.Level.INFO, "Credentials are there again: {0}", source);
      }
      trouble = "";
      current = keys;
      fetches.increment();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.of("closed");
      }
      String problem = Problems.of(e);
      if (!problem.equals(trouble)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Credentials can''t be fetched from {0}{1}: {2}",
            source,
            stillValid() ? ", the former ones stay in force" : "",
            problem);
      }
      trouble = problem;
      failures.increment();
      return Optional.of(problem);
    }
  }

  private boolean stillValid() {
    ProviderKeys keys = current;
    return keys != null && !expired(keys);
  }

  /** How long to wait until the next fetch, with jitter. */
  private Duration pause() {
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    if (failuresInARow > 0) {
      long pause = FIRST_PAUSE.toMillis() << Math.min(failuresInARow - 1, 10);
      return Duration.ofMillis((long) (Math.min(pause, LONGEST_PAUSE.toMillis()) * jitter));
    }
    ProviderKeys keys = current;
    Optional<Instant> expires = keys == null ? Optional.empty() : keys.expires();
    if (expires.isEmpty()) {
      return Duration.ofMillis((long) (AGAIN.toMillis() * jitter));
    }
    long left = Math.max(0, Duration.between(Instant.now(), expires.get()).toMillis());
    long early = (long) (Math.min(EARLY.toMillis(), left / 2) * jitter);
    return Duration.ofMillis(Math.max(FIRST_PAUSE.toMillis(), left - early));
  }

  private static boolean expired(ProviderKeys keys) {
    return keys.expires().filter(end -> !end.isAfter(Instant.now())).isPresent();
  }
}
