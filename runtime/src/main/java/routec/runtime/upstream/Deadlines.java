package routec.runtime.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends what takes too long: reads, writes, and handshakes that drip.
 *
 * <p>A socket's own timeout would make a virtual thread park with a timer, which wakes the timer's
 * thread twice a read: that costs more than the read. So deadlines are looked through every {@link
 * #TURN_MILLIS} instead, and met to that.
 */
final class Deadlines {
  /** How often {@link #look} should be called. */
  static final long TURN_MILLIS = 50;

  private static final long NONE = Long.MAX_VALUE;
  private static final long EXPIRED = Long.MAX_VALUE - 1;

  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

  /** One deadline, which may be set again and again; close it when the work is done. */
  final class Entry implements AutoCloseable {
    private final Runnable end;
    private final AtomicLong due = new AtomicLong(NONE);

    private Entry(Runnable end) {
      this.end = end;
    }

    /** Work begins that must end by then. */
    void set(long nanoTime) {
      due.compareAndSet(NONE, nanoTime);
    }

    /** The work is done; false if the deadline passed before and the work was ended. */
    boolean met() {
      return due.getAndUpdate(value -> value == EXPIRED ? EXPIRED : NONE) != EXPIRED;
    }

    /** Whether the deadline passed and the work was ended. */
    boolean expired() {
      return due.get() == EXPIRED;
    }

    private void look(long now) {
      long set = due.get();
      if (set < EXPIRED && now - set > 0 && due.compareAndSet(set, EXPIRED)) {
        end.run();
      }
    }

    @Override
    public void close() {
      entries.remove(this);
    }
  }

  /** A deadline that is not set yet; the action runs if one passes. */
  Entry of(Runnable end) {
    Entry entry = new Entry(end);
    entries.add(entry);
    return entry;
  }

  /** Runs an action unless the entry is closed in time. */
  Entry after(long millis, Runnable end) {
    Entry entry = of(end);
    entry.set(System.nanoTime() + millis * 1_000_000);
    return entry;
  }

  void look() {
    long now = System.nanoTime();
    entries.forEach(entry -> entry.look(now));
  }
}
