package routec.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds at one moment, as Linux's {@code /proc} says.
 *
 * @param rss resident memory in KiB
 */
record Vitals(long rss, int descriptors, int threads) {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Path PROC = Path.of("/proc");

  /** Whether this system can be asked at all. */
  static boolean known() {
    return Files.isDirectory(PROC.resolve("self/fd"));
  }

  static Vitals of(long pid) throws IOException {
    Path process = PROC.resolve(Long.toString(pid));
    long rss = 0;
    int threads = 0;
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        rss = number(line);
      } else if (line.startsWith("Threads:")) {
        threads = (int) number(line);
      }
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Vitals(rss, (int) open.count(), threads);
    }
  }

  /** The command line of a process, its words apart by blanks. */
  static String command(long pid) throws IOException {
    byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
  }

  /** What lives on a JVM's heap after a full collection, in KiB. */
  static long liveHeap(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    long live = 0;
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    while (used.find()) {
      live += Long.parseLong(used.group(1));
    }
    return live;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + " failed: " + out);
    }
    return out;
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d MB, %d descriptors, %d threads", rss / 1024, descriptors, threads);
  }
}
