package routec.compiler.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stops the children when this program can't do so any more, killed without a warning.
 *
 * <p>A shell waits for the end of a pipe that only this process holds.
 */
final class Leash implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r line; do
        [ "$line" = done ] && exit 0
        pids="$pids $line"
      done
      [ -n "$pids" ] || exit 0
      kill -TERM $pids 2>/dev/null
      sleep 10
      kill -KILL $pids 2>/dev/null
      """;

  private final Process shell;
  private final OutputStream pipe;

  private Leash(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  static Leash hold() throws IOException {
    return new Leash(
        Children.builder(List.of("sh", "-c", SCRIPT))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  void add(ProcessHandle child) throws IOException {
    say(Long.toString(child.pid()));
  }

  /** The children have ended: there is nothing to stop any more. */
  @Override
  public void close() {
    try {
      say("done");
      pipe.close();
    } catch (IOException _) {
      shell.destroyForcibly();
    }
  }

  private void say(String line) throws IOException {
    pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }
}
