package routec.bench.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of calls, and keeps the first wrong ones. */
final class Tally {
  private static final int MOST_KEPT = 20;

  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final LongAdder faults = new LongAdder();

  Tally() {
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  void count(Scenario scenario, Outcome outcome, String detail) {
    add(outcome, 1);
    switch (scenario.trouble()) {
      case EARLY_FAULT, LATE_FAULT -> faults.increment();
      case NONE, CLIENT_LEAVES -> {}
    }
    if (outcome.wrong && wrong.size() < MOST_KEPT) {
      wrong.add(outcome + ": " + scenario + ": " + detail);
    }
  }

  private void add(Outcome outcome, long more) {
    LongAdder count = counts.get(outcome);
    if (count != null) {
      count.add(more);
    }
  }

  long of(Outcome outcome) {
    LongAdder count = counts.get(outcome);
    return count == null ? 0 : count.sum();
  }

  long all() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Calls whose provider failed on purpose. */
  long faults() {
    return faults.sum();
  }

  long wrong() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().wrong)
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  /** The first of the wrong ones, told. */
  List<String> examples() {
    return List.copyOf(wrong);
  }
}
