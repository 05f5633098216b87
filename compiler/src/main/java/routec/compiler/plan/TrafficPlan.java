package routec.compiler.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a rule treats its backends; what is missing is left to the runtime.
 *
 * @param retry when and how often a call is tried again
 * @param ejection when a backend that fails is asked last
 * @param connections how backends are connected to
 */
public record TrafficPlan(
    Optional<Retry> retry, Optional<Ejection> ejection, Optional<Connections> connections) {
  /** No policy says anything. */
  public static final TrafficPlan USUAL =
      new TrafficPlan(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Retries.
   *
   * @param most attempts after the first; none for the runtime's own way
   * @param perPriority attempts at one priority before the next; 0 for each backend once
   * @param pauseMillis the first pause and the longest; none for the runtime's own
   * @param triggers names of the runtime's triggers, sorted; empty for its own choice
   * @param statuses what the trigger STATUS stands for, sorted
   * @param parallel the most retries at once; none for no limit
   * @param parallelPercent further ones, in percent of the calls under way
   * @param origin what says so
   */
  public record Retry(
      OptionalInt most,
      int perPriority,
      Optional<Pause> pauseMillis,
      List<String> triggers,
      List<Integer> statuses,
      OptionalInt parallel,
      int parallelPercent,
      Origin origin) {
    public Retry {
      triggers = List.copyOf(triggers);
      statuses = List.copyOf(statuses);
    }
  }

  /** The first pause before a retry and the longest, in milliseconds. */
  public record Pause(long first, long longest) {}

  /** Failures in a row after which a backend rests; 0 for any number. */
  public record Ejection(
      int failures, int gatewayErrors, int connectionFailures, long restMillis, Origin origin) {}

  /**
   * Connections; -1 leaves a limit to the runtime.
   *
   * @param proxy {@code host:port}, or empty
   */
  public record Connections(
      int most,
      int waiting,
      int callsEach,
      long connectMillis,
      long idleMillis,
      long lifetimeMillis,
      String proxy,
      Origin origin) {}
}
