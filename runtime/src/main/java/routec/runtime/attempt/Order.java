package routec.runtime.attempt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routec.runtime.spi.Attempt;

/** In which order a rule's attempts are made: priority by priority, by weight inside each. */
final class Order {
  private final List<Rotation> priorities;

  Order(List<Attempt> attempts) {
    Map<Integer, List<Attempt>> groups = new TreeMap<>();
    for (Attempt attempt : attempts) {
      groups.computeIfAbsent(attempt.priority(), _ -> new ArrayList<>()).add(attempt);
    }
    priorities = groups.values().stream().map(Rotation::new).toList();
  }

  /**
   * The order for one call; a priority that is not reached does not lose its turn.
   *
   * @param health puts backends that rest behind all others
   */
  Turn turn(Health health) {
    return new Turn(priorities.iterator(), health);
  }

  /** What is left to try for one call. */
  static final class Turn {
    private final Iterator<Rotation> priorities;
    private final Health health;
    private final Deque<Attempt> resting = new ArrayDeque<>();
    private Iterator<Attempt> group = List.<Attempt>of().iterator();

    private Turn(Iterator<Rotation> priorities, Health health) {
      this.priorities = priorities;
      this.health = health;
    }

    Optional<Attempt> next() {
      while (true) {
        while (group.hasNext()) {
          Attempt attempt = group.next();
          if (health.of(attempt.backend()).available(Health.now())) {
            return Optional.of(attempt);
          }
          resting.add(attempt);
        }
        if (!priorities.hasNext()) {
          return Optional.ofNullable(resting.poll());
        }
        group = priorities.next().turn().iterator();
      }
    }
  }
}
