package routec.compiler.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells when the runtime needs a successor: it has died, or it drains and has given up its socket's
 * place. In both cases Envoy keeps new calls waiting for a while.
 */
final class Succession {
  /** Whoever lives less than this was not killed by a passing trouble. */
  private static final long SHORT_LIFE_NANOS = 5_000_000_000L;

  private static final int MOST_SHORT_LIVES = 3;

  /** The runtime's own word for settings that it can't start with. */
  private static final int REFUSED = 2;

  private final Optional<Path> socket;
  private Optional<Process> current = Optional.empty();
  private long bornNanos;
  private boolean placed;
  private int shortLives;

  /** What is to be done. */
  enum Need {
    NOTHING,
    /** The runtime has died; another one may do better. */
    REPLACEMENT,
    /** The runtime finishes its calls and takes no new ones. */
    SUCCESSOR,
    /** It has died, and so would the next. */
    END
  }

  /**
   * @param socket the place that it gives up when it drains, where it has one
   */
  Succession(Optional<Path> socket) {
    this.socket = socket;
  }

  /** A runtime has been started. */
  void began(Process runtime) {
    current = Optional.of(runtime);
    bornNanos = System.nanoTime();
    placed = false;
  }

  Need look() {
    if (current.isEmpty()) {
      return Need.NOTHING;
    }
    Process runtime = current.get();
    if (!runtime.isAlive()) {
      return died(runtime.exitValue());
    }
    if (socket.isEmpty()) {
      return Need.NOTHING;
    }
    boolean there = Files.exists(socket.get());
    if (placed && !there) {
      return Need.SUCCESSOR;
    }
    placed |= there;
    return Need.NOTHING;
  }

  private Need died(int exitCode) {
    boolean shortLived = System.nanoTime() - bornNanos < SHORT_LIFE_NANOS;
    shortLives = shortLived ? shortLives + 1 : 0;
    return exitCode == REFUSED || shortLives >= MOST_SHORT_LIVES ? Need.END : Need.REPLACEMENT;
  }
}
