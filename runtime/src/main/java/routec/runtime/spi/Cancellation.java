package routec.runtime.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a call is still wanted: the server cancels it when the client has left or the time is up;
 * whoever holds the upstream connection is told at once.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Cancels the call; only the first time counts. */
  public void cancel() {
    List<Runnable> told;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      told = List.copyOf(actions);
      actions.clear();
    }
    told.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    synchronized (actions) {
      return cancelled;
    }
  }

  /** Runs an action when the call is cancelled, at once if it is already; close to take it back. */
  public Registration onCancel(Runnable action) {
    synchronized (actions) {
      if (!cancelled) {
        actions.add(action);
        return () -> {
          synchronized (actions) {
            actions.remove(action);
          }
        };
      }
    }
    action.run();
    return () -> {};
  }

  /** An action that waits for the cancellation. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
