package routec.runtime.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what takes too long where a socket has no timeout of its own: writes, and handshakes that
 * drip. Looked through once a second, so a deadline is met to the second.
 */
final class Deadlines {
  private final Map<Entry, Long> entries = new ConcurrentHashMap<>();

  /** One deadline; close it when the work is done. */
  final class Entry implements AutoCloseable {
    private final Runnable end;
    private volatile boolean expired;

    private Entry(Runnable end) {
      this.end = end;
    }

    /** Whether the deadline passed and the work was ended. */
    boolean expired() {
      return expired;
    }

    @Override
    public void close() {
      entries.remove(this);
    }
  }

  /** Runs an action unless the entry is closed in time. */
  Entry after(long millis, Runnable end) {
    Entry entry = new Entry(end);
    entries.put(entry, System.nanoTime() + millis * 1_000_000);
    return entry;
  }

  void look() {
    long now = System.nanoTime();
    entries.forEach((entry, deadline) -> {
      if (now - deadline > 0 && entries.remove(entry, deadline)) {
        entry.expired = true;
        entry.end.run();
      }
    });
  }
}
