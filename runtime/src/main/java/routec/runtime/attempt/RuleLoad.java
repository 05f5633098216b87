package routec.runtime.attempt;

import java.util.concurrent.atomic.AtomicInteger;
import routec.runtime.spi.Retry;

/** How many calls and retries of one rule are under way, for rules that limit retries at once. */
final class RuleLoad {
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();

  void began() {
    calls.incrementAndGet();
  }

  void ended() {
    calls.decrementAndGet();
  }

  /** Takes a place for one retry, if the rule has one left. */
  boolean retry(Retry limits) {
    if (limits.parallel() < 0) {
      retries.incrementAndGet();
      return true;
    }
    long most = Math.max(limits.parallel(), (long) calls.get() * limits.parallelPercent() / 100);
    return retries.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  void retried() {
    retries.decrementAndGet();
  }
}
