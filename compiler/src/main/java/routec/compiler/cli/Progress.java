package routec.compiler.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Says on standard error how far a command is, once a second from the first second on. */
final class Progress implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final Thread thread;
  private volatile String state = "";

  Progress(PrintWriter err) {
    this.err = err;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  void done(int files, int of) {
    state = ": " + files + " of " + of + " files";
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(TURN);
        err.println("routec: still judging" + state);
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
