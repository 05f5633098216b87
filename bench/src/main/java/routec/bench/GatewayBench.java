package routec.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  private static final long WARM_UP_MILLIS = 6_000;
  private static final long ROUND_MILLIS = 4_000;
  private static final int ROUNDS = 3;
  private static final String PATH = "/v1/chat/completions";

  private GatewayBench() {}

  /** Runs both upstream kinds, plain and TLS, and prints one table each. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("routec-bench");
    for (boolean tls : new boolean[] {false, true}) {
      run(folder, tls);
    }
  }

  private static void run(Path folder, boolean tls) throws Exception {
    Certificate certificate = Certificate.make(folder, Contenders.HOST);
    try (CannedProvider provider =
            CannedProvider.start(
                tls ? certificate::listen : CannedProvider.ServerSocketFactory::plain);
        Contenders contenders = Contenders.start(folder, provider.port(), tls, certificate)) {
      byte[] small = request(1_000);
      for (Contenders.Contender contender : contenders.all()) {
        Load.Result warm = Load.run(contender.port(), PATH, small, CONNECTIONS, WARM_UP_MILLIS);
        if (warm.failures() > 0 || warm.requests() == 0) {
          throw new IllegalStateException(contender.name() + " answers with errors: " + warm);
        }
      }
      String upstream = tls ? "TLS" : "plain";
      report(contenders, "1 KB request, " + upstream + " upstream", small);
      report(contenders, "100 KB request, " + upstream + " upstream", request(100_000));
    }
  }

  private static void report(Contenders contenders, String title, byte[] body) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Contenders.Contender contender : contenders.all()) {
      rows.add(new Row(contender));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Row row : rows) {
        row.round(body);
      }
    }
    System.out.printf(
        "%n%s, %d connections, best of %d rounds of %d s%n%n",
        title, CONNECTIONS, ROUNDS, ROUND_MILLIS / 1_000);
    System.out.println(
        "| gateway | CPU µs a request | ratio to raw Envoy | requests/s | p50 µs | p99 µs | p50 µs at"
            + " one connection |");
    System.out.println("|---|---|---|---|---|---|---|");
    double raw = rows.getFirst().cpuMicros;
    for (Row row : rows) {
      Load.Result alone = Load.run(row.contender.port(), PATH, body, 1, 2_000);
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

  private static byte[] request(int bytes) {
    String head =
        "{\"model\":\""
            + Contenders.MODEL
            + "\",\"temperature\":0.2,\"max_tokens\":300,\"messages\":[{\"role\":\"system\",\"content\":"
            + "\"Answer shortly.\"},{\"role\":\"user\",\"content\":\"";
    String tail = "\"}]}";
    String text = "Why is the sky blue? ".repeat(bytes / 21 + 1);
    return (head + text.substring(0, Math.max(1, bytes - head.length() - tail.length())) + tail)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The best round of one contender. */
  private static final class Row {
    private final Contenders.Contender contender;
    private double cpuMicros = Double.MAX_VALUE;
    private double perSecond;
    private long p50 = Long.MAX_VALUE;
    private long p99 = Long.MAX_VALUE;

    Row(Contenders.Contender contender) {
      this.contender = contender;
    }

    void round(byte[] body) throws Exception {
      Duration before = contender.cpu();
      Load.Result result = Load.run(contender.port(), PATH, body, CONNECTIONS, ROUND_MILLIS);
      Duration used = contender.cpu().minus(before);
      if (result.failures() > 0) {
        throw new IOException(contender.name() + " failed " + result.failures() + " requests");
      }
      cpuMicros = Math.min(cpuMicros, used.toNanos() / 1e3 / result.requests());
      perSecond = Math.max(perSecond, result.perSecond());
      p50 = Math.min(p50, result.p50Micros());
      p99 = Math.min(p99, result.p99Micros());
    }
  }
}
