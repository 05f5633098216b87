package routec.runtime.attempt;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks after all begun streams: pings what is silent, ends what has no time left. */
final class KeepAlive implements AutoCloseable {
  private final Set<Commitment> streams = ConcurrentHashMap.newKeySet();
  private final long turnMillis;
  private final Thread thread;

  KeepAlive(long pingMillis) {
    turnMillis = Math.clamp(pingMillis / 10, 1, 1_000);
    thread = Thread.ofVirtual().name("keep-alive").start(this::run);
  }

  void add(Commitment stream) {
    streams.add(stream);
  }

  void remove(Commitment stream) {
    streams.remove(stream);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(turnMillis);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      for (Commitment stream : streams) {
        if (stream.needsCare(now)) {
          Thread.startVirtualThread(stream::care); // a client that reads slowly delays only itself
        }
      }
    }
  }
}
