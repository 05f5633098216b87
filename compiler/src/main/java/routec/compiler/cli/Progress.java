package routec.compiler.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Says on standard error how far a command is, once a second from the first second on. */
final class Progress implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final String doing;
  private final Duration turn;
  private final Thread thread;
  private volatile String state = "";

  /**
   * Begins to wait.
   *
   * @param doing what takes so long, such as {@code judging}
   */
  Progress(PrintWriter err, String doing) {
    this(err, doing, TURN);
  }

  Progress(PrintWriter err, String doing, Duration turn) {
    this.err = err;
    this.doing = doing;
    this.turn = turn;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  void done(int files, int of) {
    state = ": " + files + " of " + of + " files";
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(turn);
        err.println("routec: still " + doing + state);
        err.flush();
      }
    } catch (InterruptedException _) {
      // done
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
