package routec.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import routec.bench.soak.SilentStreams;

/**
 * Compares whole gateways in one run: raw Envoy pass-through, Envoy with the runtime, the runtime
 * alone; all before the same {@link CannedProvider}, rounds interleaved.
 *
 * <p>The figure to trust is CPU time a request, as the kernel counts it for the gateway's own
 * processes, and its ratio to raw Envoy: machines are shared, seconds are not. Run from the
 * repository's root: {@code make bench}.
 */
public final class GatewayBench {
  private static final int CONNECTIONS = 32;
  private static final long ROUND_MILLIS = 4_000;
  private static final int ROUNDS = 3;
  private static final int MOST_WARM_UPS = 20;
  private static final double STEADY = 0.97;
  private static final String PATH = "/v1/chat/completions";

  /** Other measurements, after those of whole gateways. */
  private static final List<Suite> SUITES =
      List.of(
          new Suite(TranslationCost.TITLE, _ -> TranslationCost.run()),
          new Suite(CompilerBench.TITLE, CompilerBench::run),
          new Suite(ManyRoutesBench.TITLE, ManyRoutesBench::run),
          new Suite(SilentStreams.TITLE, _ -> SilentStreams.run()));

  /** A measurement by its title. */
  private record Suite(String title, Run run) {}

  /** Measures and prints tables; fails where something does not hold that must. */
  private interface Run {
    void in(Path folder) throws Exception;
  }

  private GatewayBench() {}

  /** What is sent, and what its cost is divided by. */
  private record Workload(String title, byte[] request, String unit, int units) {}

  /**
   * Runs both upstream kinds, plain and TLS, and prints a table a workload.
   *
   * @param args the beginning of the titles to run, such as {@code "1 KB"}; none for all
   */
  public static void main(String[] args) throws Exception {
    String title = String.join(" ", args);
    Path folder = Files.createTempDirectory("routec-bench");
    List<Suite> suites = SUITES.stream().filter(suite -> suite.title.startsWith(title)).toList();
    if (title.isEmpty() || suites.isEmpty()) {
      for (boolean tls : new boolean[] {false, true}) {
        run(folder, tls, title);
      }
    }
    for (Suite suite : suites) {
      suite.run.in(folder);
    }
  }

  private static void run(Path folder, boolean tls, String title) throws Exception {
    Certificate certificate = Certificate.make(folder, Contenders.HOST);
    try (CannedProvider provider =
            CannedProvider.start(
                tls ? certificate::listen : CannedProvider.ServerSocketFactory::plain);
        Contenders contenders = Contenders.start(folder, provider.port(), tls, certificate)) {
      String upstream = tls ? ", TLS upstream" : ", plain upstream";
      List<Workload> workloads =
          List.of(
              plain("1 KB request" + upstream, 1_000),
              plain("100 KB request" + upstream, 100_000),
              stream("stream of " + CannedProvider.EVENTS + " events" + upstream));
      for (Workload workload : workloads) {
        if (workload.title.startsWith(title)) {
          report(contenders, workload);
        }
      }
    }
  }

  private static Workload plain(String title, int bytes) {
    return new Workload(title, Load.request(PATH, "", body(bytes, "")), "request", 1);
  }

  private static Workload stream(String title) {
    byte[] body = body(1_000, "\"stream\":true,");
    byte[] request = Load.request(PATH, CannedProvider.WANTS_STREAM + "\r\n", body);
    return new Workload(title, request, "event", CannedProvider.EVENTS);
  }

  private static void report(Contenders contenders, Workload workload) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Contenders.Contender contender : contenders.all()) {
      Row row = new Row(contender, workload);
      row.warmUp();
      rows.add(row);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Row row : rows) {
        row.round();
      }
    }
    System.out.printf(
        "%n%s, %d connections, best of %d rounds of %d s%n%n",
        workload.title, CONNECTIONS, ROUNDS, ROUND_MILLIS / 1_000);
    System.out.printf(
        "| gateway | CPU µs %s %s | ratio to raw Envoy | requests/s | p50 µs | p99 µs | p50 µs at"
            + " one connection |%n",
        workload.unit.equals("event") ? "an" : "a", workload.unit);
    System.out.println("|---|---|---|---|---|---|---|");
    double raw = rows.getFirst().cpuMicros;
    for (Row row : rows) {
      Load.Result alone = Load.run(row.contender.port(), List.of(workload.request), 1, 2_000);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %.0f | %d | %d | %d |%n",
          row.contender.name(),
          row.cpuMicros,
          row.cpuMicros / raw,
          row.perSecond,
          row.p50,
          row.p99,
          alone.p50Micros());
    }
  }

  private static byte[] body(int bytes, String more) {
    String head =
        "{\"model\":\""
            + Contenders.MODEL
            + "\","
            + more
            + "\"temperature\":0.2,\"max_tokens\":300,\"messages\":[{\"role\":\"system\",\"content\":"
            + "\"Answer shortly.\"},{\"role\":\"user\",\"content\":\"";
    String tail = "\"}]}";
    String text = "Why is the sky blue? ".repeat(bytes / 21 + 1);
    return (head + text.substring(0, Math.max(1, bytes - head.length() - tail.length())) + tail)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The best round of one contender. */
  private static final class Row {
    private final Contenders.Contender contender;
    private final Workload workload;
    private double cpuMicros = Double.MAX_VALUE;
    private double perSecond;
    private long p50 = Long.MAX_VALUE;
    private long p99 = Long.MAX_VALUE;

    Row(Contenders.Contender contender, Workload workload) {
      this.contender = contender;
      this.workload = workload;
    }

    /** Until a JVM has compiled what is hot, it is the compiler that is measured. */
    void warmUp() throws Exception {
      double before = Double.MAX_VALUE;
      int steady = 0;
      for (int i = 0; i < MOST_WARM_UPS && steady < 2; i++) {
        round();
        steady = cpuMicros > before * STEADY ? steady + 1 : 0;
        before = cpuMicros;
      }
      cpuMicros = Double.MAX_VALUE;
      perSecond = 0;
      p50 = Long.MAX_VALUE;
      p99 = Long.MAX_VALUE;
    }

    void round() throws Exception {
      Duration before = contender.cpu();
      Load.Result result =
          Load.run(contender.port(), List.of(workload.request), CONNECTIONS, ROUND_MILLIS);
      Duration used = contender.cpu().minus(before);
      if (result.failures() > 0 || result.requests() == 0) {
        throw new IOException(contender.name() + " failed: " + result);
      }
      double units = (double) result.requests() * workload.units;
      cpuMicros = Math.min(cpuMicros, used.toNanos() / 1e3 / units);
      perSecond = Math.max(perSecond, result.perSecond());
      p50 = Math.min(p50, result.p50Micros());
      p99 = Math.min(p99, result.p99Micros());
    }
  }
}
