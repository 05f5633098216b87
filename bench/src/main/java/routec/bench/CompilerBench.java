package routec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times the compiler as its users meet it: {@code ./routec} as a process, its start included.
 *
 * <p>Each figure is the best of three runs. Peak memory is what Linux says of the process ({@code
 * VmHWM}). Run from the repository's root: {@code make bench WORKLOAD=compiler}.
 */
final class CompilerBench {
  /** How {@code make bench WORKLOAD=…} names it. */
  static final String TITLE = "compiler";

  private static final int RUNS = 3;
  private static final int WATCHED = 100;
  private static final int CHANGES = 10;

  private CompilerBench() {}

  /** What one run took. */
  private record Cost(double seconds, long peakMegabytes) {}

  static void run(Path folder) throws IOException, InterruptedException {
    Cost example = best(List.of("check", "-f", "examples/aws.yaml"));
    System.out.printf(
        Locale.ROOT,
        "%n`routec check -f examples/aws.yaml`: %.2f s, %d MB%n%n",
        example.seconds,
        example.peakMegabytes);
    System.out.println("| routes | `check` | peak memory | `compile` | peak memory |");
    System.out.println("|---|---|---|---|---|");
    for (int routes : new int[] {100, 2_000, 8_000}) {
      Path manifest = folder.resolve("routes-" + routes + ".yaml");
      Files.writeString(manifest, ManyRoutes.toBedrock(routes));
      Cost check = best(List.of("check", "-f", manifest.toString()));
      Path out = folder.resolve("out-" + routes);
      Cost compile = best(List.of("compile", "-f", manifest.toString(), "-o", out.toString()));
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.2f s | %d MB | %.2f s | %d MB |%n",
          routes,
          check.seconds,
          check.peakMegabytes,
          compile.seconds,
          compile.peakMegabytes);
    }
    watch(folder);
  }

  /** The time from a change in a folder of many routes until it is judged. */
  private static void watch(Path folder) throws IOException, InterruptedException {
    Path manifests = Files.createDirectory(folder.resolve("manifests"));
    String[] objects = ManyRoutes.toBedrock(WATCHED).split("(?m)^---\n", -1);
    for (int i = 0; i < objects.length; i++) {
      Files.writeString(manifests.resolve("object-%04d.yaml".formatted(i)), objects[i]);
    }
    Path changing = manifests.resolve("object-%04d.yaml".formatted(objects.length - 1));
    Process process =
        command(List.of("check", "-f", manifests.toString(), "--watch"))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long[] millis = new long[CHANGES];
      awaitJudged(out);
      for (int i = 0; i < CHANGES; i++) {
        Thread.sleep(300);
        long begun = System.nanoTime();
        Files.writeString(changing, objects[objects.length - 1] + "# change " + i + "\n");
        awaitJudged(out);
        millis[i] = (System.nanoTime() - begun) / 1_000_000;
      }
      Arrays.sort(millis);
      System.out.printf(
          "%n`routec check --watch` of %d routes in %d files, from a change to the verdict: median"
              + " %d ms, worst of %d %d ms%n",
          WATCHED, objects.length, millis[CHANGES / 2], CHANGES, millis[CHANGES - 1]);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void awaitJudged(BufferedReader out) throws IOException {
    for (String line = out.readLine(); ; line = out.readLine()) {
      if (line == null) {
        throw new IOException("routec check --watch ended");
      }
      if (line.startsWith("checked in ")) {
        return;
      }
    }
  }

  private static Cost best(List<String> arguments) throws IOException, InterruptedException {
    Cost best = new Cost(Double.MAX_VALUE, 0);
    for (int i = 0; i < RUNS; i++) {
      Cost one = time(arguments);
      if (one.seconds < best.seconds) {
        best = one;
      }
    }
    return best;
  }

  private static Cost time(List<String> arguments) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        command(arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peakKilobytes(process.pid()));
      Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (process.waitFor() != 0) {
      throw new IOException("routec " + String.join(" ", arguments) + " failed");
    }
    return new Cost(seconds, peak / 1024);
  }

  private static long peakKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0; // the process has just ended
    }
  }

  private static ProcessBuilder command(List<String> arguments) {
    return new ProcessBuilder(Stream.concat(Stream.of("./routec"), arguments.stream()).toList());
  }
}
