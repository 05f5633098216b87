package routec.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Java program of ours as its own process, its output kept line by line. */
final class Program implements AutoCloseable {
  private static final long START_SECONDS = 120;

  private final String name;
  private final Process process;
  private final List<String> seen = new ArrayList<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts a main class of the test class path in the repository's root. */
  static Program start(String mainClass, List<String> arguments) throws IOException {
    return start(mainClass, arguments, Map.of());
  }

  /** The same with more in its environment. */
  static Program start(String mainClass, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Repository.root().toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new Program(mainClass, process);
  }

  /** Waits for a line that begins like this. */
  String await(String beginning) throws InterruptedException, TimeoutException {
    long stop = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < stop) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line != null && line.startsWith(beginning)) {
        return line;
      }
      if (line == null && !process.isAlive()) {
        break;
      }
    }
    throw new TimeoutException(name + " never said `" + beginning + "`:\n" + output());
  }

  /** Everything that it has printed. */
  String output() {
    synchronized (seen) {
      return String.join("\n", seen);
    }
  }

  /** Asks it to stop and waits. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  /** Its own process and those that it started. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The runtime that serves at the moment: the youngest. */
  ProcessHandle runtime() {
    return process
        .descendants()
        .filter(child -> commandLine(child).contains("RuntimeMain"))
        .max(Comparator.comparing(child -> child.info().startInstant().orElse(Instant.MIN)))
        .orElseThrow(() -> new IllegalStateException("no runtime:\n" + output()));
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("") + command(process.pid());
  }

  /** Linux tells the whole of a long command line only here. */
  private static String command(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        synchronized (seen) {
          seen.add(line);
        }
        lines.add(line);
        line = out.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
