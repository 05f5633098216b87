package routec.runtime.attempt;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries from becoming a storm when everything fails.
 *
 * <p>The first retry of a call is free: it goes to a backend that may be quite well. Each further
 * one takes a token; five calls earn one, and a hundred can be saved. So what reaches the providers
 * is at most 2.2 times what clients send.
 */
final class RetryBudget {
  private static final int TOKEN = 5;
  private static final int MOST = 100 * TOKEN;

  private final AtomicInteger saved = new AtomicInteger(MOST);

  /** A call begins. */
  void earn() {
    if (saved.get() < MOST) {
      saved.incrementAndGet();
    }
  }

  /**
   * Whether a call may try once more.
   *
   * @param retries how many retries it has made
   */
  boolean allows(int retries) {
    return retries == 0 || saved.getAndUpdate(have -> have >= TOKEN ? have - TOKEN : have) >= TOKEN;
  }
}
