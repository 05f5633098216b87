package routec.runtime.spi;

import java.util.List;
import java.util.Set;

/**
 * When and how often a call is tried again before its first byte reached the client.
 *
 * @param most attempts after the first; negative for the runtime's own way: every backend of the
 *     rule once, up to a limit
 * @param perPriority attempts at one priority before the next; 0 for each of its backends once
 * @param pauseMillis the pause before the first retry, twice as long before each further one, of
 *     which a random part is waited; negative for a pause only before the same backend again
 * @param longestPauseMillis the longest pause
 * @param triggers what a retry is for; empty for the runtime's own choice
 * @param statuses those that {@link Trigger#STATUS} stands for
 * @param parallel the most retries of the rule at once; negative for no limit
 * @param parallelPercent further retries at once, in percent of the rule's calls under way
 */
public record Retry(
    int most,
    int perPriority,
    long pauseMillis,
    long longestPauseMillis,
    Set<Trigger> triggers,
    Set<Integer> statuses,
    int parallel,
    int parallelPercent) {
  /** Envoy's pause. */
  private static final long PAUSE = 25;

  /** The runtime's own way. */
  public static final Retry USUAL = new Retry(-1, 0, -1, 10 * PAUSE, Set.of(), Set.of(), -1, 0);

  public Retry {
    triggers = Set.copyOf(triggers);
    statuses = Set.copyOf(statuses);
  }

  /** So many attempts after the first one, however few backends there are. */
  public static Retry most(int retries) {
    return new Retry(retries, 0, -1, 10 * PAUSE, Set.of(), Set.of(), -1, 0);
  }

  public Retry eachPriority(int attempts) {
    return new Retry(
        most,
        attempts,
        pauseMillis,
        longestPauseMillis,
        triggers,
        statuses,
        parallel,
        parallelPercent);
  }

  public Retry pause(long first, long longest) {
    return new Retry(
        most, perPriority, first, longest, triggers, statuses, parallel, parallelPercent);
  }

  public Retry on(Trigger... these) {
    return new Retry(
        most,
        perPriority,
        pauseMillis,
        longestPauseMillis,
        Set.of(these),
        statuses,
        parallel,
        parallelPercent);
  }

  public Retry onStatus(Integer... these) {
    return new Retry(
        most,
        perPriority,
        pauseMillis,
        longestPauseMillis,
        triggers,
        Set.copyOf(List.of(these)),
        parallel,
        parallelPercent);
  }

  public Retry atOnce(int retries, int percentOfCalls) {
    return new Retry(
        most,
        perPriority,
        pauseMillis,
        longestPauseMillis,
        triggers,
        statuses,
        retries,
        percentOfCalls);
  }

  /** The longest pause before a retry to a backend that this call has asked already. */
  public long basePauseMillis() {
    return pauseMillis < 0 ? PAUSE : pauseMillis;
  }
}
