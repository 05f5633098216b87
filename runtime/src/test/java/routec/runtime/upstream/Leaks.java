package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Counts what a test leaves behind: sockets, and threads of ours, virtual ones too. */
final class Leaks {
  private static final long PATIENCE_MILLIS = 10_000;

  private Leaks() {}

  /** Runs a check and fails if there are more sockets or threads of ours after it than before. */
  static void none(Executable check) throws Throwable {
    Held before = Held.now();
    check.execute();
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    Held after = Held.now();
    while (after.isMoreThan(before) && System.currentTimeMillis() < end) {
      Thread.sleep(20);
      after = Held.now();
    }
    Held left = after;
    assertTrue(!left.isMoreThan(before), () -> before + " has become " + left);
  }

  /** What this process holds. */
  private record Held(long sockets, long threads) {
    static Held now() throws IOException {
      return new Held(openSockets(), ownThreads());
    }

    boolean isMoreThan(Held before) {
      return sockets > before.sockets || threads > before.threads;
    }

    /** On Linux; 0 elsewhere. */
    private static long openSockets() throws IOException {
      Path descriptors = Path.of("/proc/self/fd");
      if (!Files.isDirectory(descriptors)) {
        return 0;
      }
      try (Stream<Path> open = Files.list(descriptors)) {
        return open.filter(Held::isSocket).count();
      }
    }

    private static boolean isSocket(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
      } catch (IOException e) {
        return false; // closed in between
      }
    }

    /** Threads that are in our code: every thread's own first frame there is counted once. */
    private static long ownThreads() throws IOException {
      Path dump = Files.createTempFile("threads", ".txt");
      Files.delete(dump);
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Stream.of(Files.readString(dump).split("\n#", -1))
            .filter(thread -> thread.contains("routec.runtime."))
            .count();
      } finally {
        Files.deleteIfExists(dump);
      }
    }
  }
}
