package routec.runtime.attempt;

import java.util.ArrayList;
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

  /** The order for one call; a priority that is not reached does not lose its turn. */
  Turn turn() {
    return new Turn(priorities.iterator());
  }

  /** What is left to try for one call. */
  static final class Turn {
    private final Iterator<Rotation> priorities;
    private Iterator<Attempt> group = List.<Attempt>of().iterator();

    private Turn(Iterator<Rotation> priorities) {
      this.priorities = priorities;
    }

    Optional<Attempt> next() {
      while (!group.hasNext()) {
        if (!priorities.hasNext()) {
          return Optional.empty();
        }
        group = priorities.next().turn().iterator();
      }
      return Optional.of(group.next());
    }
  }
}
