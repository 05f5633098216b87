package routec.runtime.attempt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import routec.runtime.spi.Ejection;

/** When a backend rests, and how it comes back. */
final class BackendHealthTest {
  private static final int MOST_FAILURES = Ejection.USUAL.failures();
  private static final long FIRST_REST_MILLIS = Ejection.USUAL.restMillis();

  private final BackendHealth health = new BackendHealth(Ejection.USUAL);

  private void fail(long now, int times) {
    for (int i = 0; i < times; i++) {
      health.bad(now, 0);
    }
  }

  @Test
  void restsAfterFailuresInARowOnly() {
    fail(0, MOST_FAILURES - 1);
    health.good(0);
    fail(0, MOST_FAILURES - 1);
    assertTrue(health.available(0));
    fail(0, 1);
    assertFalse(health.available(0));
    assertTrue(health.resting(0));
  }

  @Test
  void letsOneCallTryAndTheOthersWait() {
    fail(0, MOST_FAILURES);
    long over = FIRST_REST_MILLIS;
    assertFalse(health.available(over - 1));
    assertTrue(health.available(over));
    assertFalse(health.available(over));
    health.good(over);
    assertTrue(health.available(over));
    assertTrue(health.available(over));
  }

  @Test
  void restsLongerAfterEachFailedTrial() {
    fail(0, MOST_FAILURES + 7); // stragglers change nothing
    long now = FIRST_REST_MILLIS;
    assertTrue(health.available(now));
    fail(now, 1);
    assertFalse(health.available(now + 2 * FIRST_REST_MILLIS - 1));
    assertTrue(health.available(now + 2 * FIRST_REST_MILLIS));
  }

  @Test
  void givesAnotherTrialWhereTheFirstNeverEnded() {
    fail(0, MOST_FAILURES);
    long now = FIRST_REST_MILLIS;
    assertTrue(health.available(now));
    assertTrue(health.available(now + BackendHealth.TRIAL_MILLIS));
  }

  @Test
  void restsAsLongAsAThrottlingBackendAsks() {
    health.throttled(0, -1);
    assertFalse(health.available(BackendHealth.THROTTLED_MILLIS - 1));
    health.good(10); // another call of before may still succeed
    assertFalse(health.available(BackendHealth.THROTTLED_MILLIS - 1));
    assertTrue(health.available(BackendHealth.THROTTLED_MILLIS));
    assertTrue(health.available(BackendHealth.THROTTLED_MILLIS));
    health.throttled(0, 3_600);
    assertFalse(health.available(BackendHealth.LONGEST_THROTTLED_MILLIS - 1));
    assertTrue(health.available(BackendHealth.LONGEST_THROTTLED_MILLIS));
  }

  @Test
  void fundsFurtherRetriesOutOfCalls() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < 100; i++) {
      assertTrue(budget.allows(1));
    }
    assertFalse(budget.allows(1));
    assertTrue(budget.allows(0), "the first retry is free");
    for (int i = 0; i < 5; i++) {
      budget.earn();
    }
    assertTrue(budget.allows(1));
    assertFalse(budget.allows(1));
  }
}
