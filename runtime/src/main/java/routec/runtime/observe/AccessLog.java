package routec.runtime.observe;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One JSON line a call, written by a thread of its own.
 *
 * <p>Lines are gathered for {@link #GATHER_MILLIS} and written at once: to wake a thread for every
 * call would cost more than all the rest of logging. A slow disk or terminal never holds up a call:
 * lines that find no room are dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
  private static final int ROOM = 4_096;
  private static final int BUFFER = 64 * 1024;
  private static final long GATHER_MILLIS = 20;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(ROOM);
  private final LongAdder dropped = new LongAdder();
  private final @Nullable Thread writer;

  private AccessLog(Optional<PrintStream> out) {
    writer =
        out.map(stream ->
                Thread.ofPlatform().daemon().name("access-log").start(() -> write(stream)))
            .orElse(null);
  }

  public static AccessLog to(PrintStream out) {
    return new AccessLog(Optional.of(out));
  }

  /**
   * Adds to a file.
   *
   * @throws IOException if it can't be written
   */
  public static AccessLog to(Path file) throws IOException {
    return to(new PrintStream(new FileOutputStream(file.toFile(), true), false));
  }

  /** A log that nobody reads. */
  public static AccessLog off() {
    return new AccessLog(Optional.empty());
  }

  boolean isOn() {
    return writer != null;
  }

  /** Takes a line with its line feed. */
  void add(byte[] line) {
    if (!lines.offer(line)) {
      dropped.increment();
    }
  }

  /** How many lines were lost. */
  long dropped() {
    return dropped.sum();
  }

  @Override
  public void close() {
    if (writer == null) {
      return;
    }
    try {
      lines.put(END);
      writer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(PrintStream stream) {
    // a PrintStream that flushes by itself would make a write of every line
    OutputStream out = new BufferedOutputStream(stream, BUFFER);
    List<byte[]> gathered = new ArrayList<>(ROOM);
    boolean more = true;
    try {
      while (more) {
        gathered.add(lines.take());
        if (lines.remainingCapacity() > ROOM / 2) {
          Thread.sleep(GATHER_MILLIS);
        }
        lines.drainTo(gathered);
        for (byte[] line : gathered) {
          out.write(line, 0, line.length);
          more &= line.length > 0;
        }
        out.flush();
        gathered.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a PrintStream keeps its errors to itself
    }
  }
}
