package routec.runtime.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/**
 * Keys of the AWS default chain: fetched by a thread of their own, well before they expire, and
 * kept while valid when fetching fails.
 */
final class ChainKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger(ChainKeys.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration AGAIN = Duration.ofSeconds(60);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Supplier<AwsKeys> chain;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fetched = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private final Thread fetcher;
  private volatile @Nullable AwsKeys current;
  private volatile String trouble = "";
  private long turns;
  private boolean urgent;

  /**
   * @param chain asks the chain and may take long; a failure is a RuntimeException
   */
  ChainKeys(Supplier<AwsKeys> chain) {
    this.chain = chain;
    this.fetcher = Thread.ofVirtual().name("aws-credentials").start(this::keepFresh);
  }

  @Override
  public AwsKeys keys() {
    AwsKeys keys = current;
    if (keys != null && !expired(keys)) {
      return keys;
    }
    awaitTurn(FIRST_WAIT);
    AwsKeys now = current;
    if (now == null || expired(now)) {
      throw new GatewayFault(
          FaultKind.UNAVAILABLE,
          "The gateway has no usable credentials for this provider.",
          "the AWS default credential chain: " + (trouble.isEmpty() ? "no answer yet" : trouble),
          2);
    }
    return now;
  }

  @Override
  public boolean refresh() {
    AwsKeys before = current;
    awaitTurn(FIRST_WAIT);
    AwsKeys after = current;
    return after != null && (before == null || !before.same(after));
  }

  @Override
  public Optional<String> trouble() {
    return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
  }

  @Override
  public void close() {
    fetcher.interrupt();
  }

  /** Asks for a fetch now and waits for its end; all who wait share one. */
  private void awaitTurn(Duration most) {
    long nanos = most.toNanos();
    lock.lock();
    try {
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
      Duration pause = fetch();
      lock.lock();
      try {
        turns++;
        urgent = false;
        fetched.signalAll();
        long nanos = pause.toNanos();
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

  /** Fetches once; returns how long to wait until the next time. */
  private Duration fetch() {
    try {
      AwsKeys keys = chain.get();
      current = keys;
      trouble = "";
      return keys.expires().map(ChainKeys::untilNext).orElse(AGAIN);
    } catch (RuntimeException e) {
      // The chain's messages name providers and files, never values.
      if (trouble.isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING, "AWS credentials can''t be fetched: {0}", e.getMessage());
      }
      trouble = String.valueOf(e.getMessage());
      return AFTER_FAILURE;
    }
  }

  private static Duration untilNext(Instant expires) {
    Duration left = Duration.between(Instant.now(), expires).minus(EARLY);
    long jitter = ThreadLocalRandom.current().nextLong(TimeUnit.SECONDS.toMillis(30));
    Duration pause = left.minusMillis(jitter);
    return pause.compareTo(AFTER_FAILURE) < 0 ? AFTER_FAILURE : pause;
  }

  private static boolean expired(AwsKeys keys) {
    return keys.expires().filter(end -> !end.isAfter(Instant.now())).isPresent();
  }
}
