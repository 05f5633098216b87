package routec.runtime.server;

import java.util.concurrent.atomic.AtomicLong;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;

/**
 * How many bytes of bodies are held at once: what clients send, and take too slowly, must not fill
 * the heap. A reply that is there is never refused for it; the next request is.
 */
final class BodyMemory {
  private static final int RETRY_SECONDS = 1;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param most 0 for a quarter of the heap
   */
  BodyMemory(long most) {
    this.most = most > 0 ? most : Runtime.getRuntime().maxMemory() / 4;
  }

  /** What one call holds; close to give it back. */
  Share share() {
    return new Share();
  }

  /** The bytes of one call. */
  final class Share implements AutoCloseable {
    private long mine;

    private Share() {}

    /**
     * Holds this many more.
     *
     * @throws GatewayFault UNAVAILABLE if there is no room
     */
    void grow(long bytes) {
      if (held.addAndGet(bytes) > most) {
        held.addAndGet(-bytes);
        throw new GatewayFault(
            FaultKind.UNAVAILABLE,
            "The gateway holds as many bodies of requests and replies as it can.",
            Setting.LIMITS_MEMORY.key() + " is " + most,
            RETRY_SECONDS);
      }
      mine += bytes;
    }

    /** Holds this many more, which are in memory already. */
    void hold(long bytes) {
      held.addAndGet(bytes);
      mine += bytes;
    }

    @Override
    public void close() {
      held.addAndGet(-mine);
      mine = 0;
    }
  }
}
