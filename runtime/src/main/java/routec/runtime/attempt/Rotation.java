package routec.runtime.attempt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import routec.runtime.spi.Attempt;

/**
 * Attempts of one priority in turn, each as often as its weight says and spread as evenly as can be
 * (the smooth weighted round robin that nginx uses: weights 5, 1, 1 give a a b a c a a).
 */
final class Rotation {
  private final List<Attempt> attempts;
  private final long[] credit;
  private final long total;
  private final ReentrantLock lock = new ReentrantLock();

  Rotation(List<Attempt> attempts) {
    this.attempts = List.copyOf(attempts);
    this.credit = new long[attempts.size()];
    this.total = attempts.stream().mapToLong(Attempt::weight).sum();
  }

  /** The one whose turn it is, then the others by how soon theirs would be. */
  List<Attempt> turn() {
    int size = attempts.size();
    if (size == 1) {
      return attempts;
    }
    long[] now;
    lock.lock();
    try {
      int chosen = 0;
      for (int i = 0; i < size; i++) {
        credit[i] += attempts.get(i).weight();
        chosen = credit[i] > credit[chosen] ? i : chosen;
      }
      now = credit.clone();
      credit[chosen] -= total;
    } finally {
      lock.unlock();
    }
    List<Integer> order = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort((a, b) -> Long.compare(now[b], now[a])); // stable: equal ones in manifest order
    return order.stream().map(attempts::get).toList();
  }
}
