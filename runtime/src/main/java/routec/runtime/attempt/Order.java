package routec.runtime.attempt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Retry;

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
   * @param retry how many attempts a priority gets, and whether they begin again after the last
   * @param available puts backends that rest behind all others
   */
  Turn turn(Retry retry, Predicate<Attempt> available) {
    return new Turn(priorities, retry, available);
  }

  /** What is left to try for one call. */
  static final class Turn {
    private final List<Rotation> all;
    private final Retry retry;
    private final Predicate<Attempt> available;
    private final Deque<Attempt> resting = new ArrayDeque<>();
    private Iterator<Rotation> priorities;
    private Iterator<Attempt> group = List.<Attempt>of().iterator();

    private Turn(List<Rotation> all, Retry retry, Predicate<Attempt> available) {
      this.all = all;
      this.retry = retry;
      this.available = available;
      this.priorities = all.iterator();
    }

    /** The next attempt; none once every one is spent. */
    Optional<Attempt> next() {
      while (!all.isEmpty()) {
        if (group.hasNext()) {
          return Optional.of(group.next());
        }
        if (priorities.hasNext()) {
          group = group(priorities.next().turn());
        } else if (!resting.isEmpty()) {
          return Optional.of(resting.poll());
        } else if (retry.most() >= 0) {
          priorities = all.iterator(); // a policy may ask for more attempts than there are backends
        } else {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }

    /** The attempts at one priority, each looked at only when its turn has come. */
    private Iterator<Attempt> group(List<Attempt> members) {
      Iterator<Attempt> once = members.iterator();
      int most = retry.perPriority() > 0 ? retry.perPriority() : Integer.MAX_VALUE;
      return new Iterator<>() {
        private final List<Attempt> fit = new ArrayList<>();
        private Optional<Attempt> ahead = Optional.empty();
        private int given;

        @Override
        public boolean hasNext() {
          if (ahead.isEmpty() && given < most) {
            ahead = look();
          }
          return ahead.isPresent();
        }

        private Optional<Attempt> look() {
          while (once.hasNext()) {
            Attempt attempt = once.next();
            if (available.test(attempt)) {
              fit.add(attempt);
              return Optional.of(attempt);
            }
            resting.add(attempt);
          }
          boolean more = retry.perPriority() > 0 && !fit.isEmpty();
          return more ? Optional.of(fit.get(given % fit.size())) : Optional.empty();
        }

        @Override
        public Attempt next() {
          Attempt next = ahead.orElseThrow();
          ahead = Optional.empty();
          given++;
          return next;
        }
      };
    }
  }
}
