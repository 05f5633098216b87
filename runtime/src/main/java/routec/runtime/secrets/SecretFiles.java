package routec.runtime.secrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Secrets;

/**
 * Watches a folder laid out {@code <root>/<namespace>/<name>/<key>}, as volumes are mounted.
 *
 * <p>Polled rather than notified: file events are unreliable on the mounts that Kubernetes makes (a
 * whole folder is swapped behind the symlink {@code ..data}). What changed must be read equal twice
 * before it counts, so that a file caught in the middle of being written is never used; all changes
 * of one turn are in force at once. A change counts after at most about a second.
 */
public final class SecretFiles implements Secrets, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SecretFiles.class.getName());
  private static final Duration TURN = Duration.ofMillis(500);
  private static final Duration SETTLE = Duration.ofMillis(100);

  private final SecretFolder folder;
  private final ReentrantLock turn = new ReentrantLock();
  private final Thread watcher;
  private volatile Map<String, Slice> current;
  private Map<String, Slice> seen;
  private boolean unreadable;

  /** Reads the folder once; nobody watches it yet. */
  SecretFiles(Path root) {
    folder = new SecretFolder(root);
    seen = Map.of();
    seen = scan();
    current = seen;
    watcher = Thread.ofVirtual().name("secret-files").unstarted(this::watch);
  }

  /** Reads the folder now and keeps watching it; a folder that is missing has no secrets. */
  public static SecretFiles watch(Path root) {
    SecretFiles files = new SecretFiles(root);
    files.watcher.start();
    return files;
  }

  @Override
  public Optional<Slice> read(String path) {
    return Optional.ofNullable(current.get(path));
  }

  @Override
  public void refresh() {
    if (look()) {
      pause(SETTLE);
      look();
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      pause(look() ? SETTLE : TURN);
    }
  }

  /** One look; true if something changed and has to be seen once more before it counts. */
  boolean look() {
    turn.lock();
    try {
      Map<String, Slice> now = scan();
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(current)) {
        report(current, now);
        current = now;
      }
      return !settled;
    } finally {
      turn.unlock();
    }
  }

  private Map<String, Slice> scan() {
    try {
      Map<String, Slice> now = folder.scan();
      unreadable = false;
      return now;
    } catch (IOException e) {
      if (!unreadable) {
        unreadable = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "The secrets folder can't be read, the last secrets stay in force: {0}",
            e);
      }
      return seen;
    }
  }

  private static void report(Map<String, Slice> before, Map<String, Slice> now) {
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(now.keySet());
    for (String path : paths) {
      Slice old = before.get(path);
      Slice fresh = now.get(path);
      if (fresh == null) {
        LOG.log(System.Logger.Level.WARNING, "The secret {0} is gone.", path);
      } else if (old == null) {
        LOG.log(System.Logger.Level.INFO, "The secret {0} is new.", path);
      } else if (!old.equals(fresh)) {
        LOG.log(System.Logger.Level.INFO, "The secret {0} has changed.", path);
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
