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
 * Compares the runtime with 2,000 routes of three rules to the runtime with one: how soon it serves
 * after its process has started, and what a request costs when the requests ask for all the models
 * in turn.
 *
 * <p>Run from the repository's root: {@code make bench WORKLOAD="many routes"}.
 */
final class ManyRoutesBench {
  /** How {@code make bench WORKLOAD=…} names it. */
  static final String TITLE = "many routes";

  private static final List<Integer> ROUTES = List.of(1, 2_000);
  private static final int STARTS = 3;
  private static final int CONNECTIONS = 32;
  private static final int WARM_UPS = 6;
  private static final int ROUNDS = 5;
  private static final long ROUND_MILLIS = 4_000;

  private ManyRoutesBench() {}

  static void run(Path folder) throws Exception {
    try (CannedProvider provider =
        CannedProvider.start(CannedProvider.ServerSocketFactory::plain)) {
      List<Path> manifests = new ArrayList<>();
      for (int routes : ROUTES) {
        Path manifest = folder.resolve(routes + " routes.yaml");
        manifests.add(Files.writeString(manifest, ManyRoutes.toLoopback(routes, provider.port())));
      }
      double[] starts = new double[ROUTES.size()];
      for (int i = 0; i < ROUTES.size(); i++) {
        starts[i] = Double.MAX_VALUE;
        for (int start = 0; start < STARTS; start++) {
          try (Contenders one = Contenders.runtimes(folder, List.of(manifests.get(i)))) {
            starts[i] = Math.min(starts[i], one.all().getFirst().toServe().toMillis() / 1e3);
          }
        }
      }
      try (Contenders contenders = Contenders.runtimes(folder, manifests)) {
        report(contenders, starts, cpu(contenders));
      }
    }
  }

  /** CPU microseconds a request, each contender's best round. */
  private static double[] cpu(Contenders contenders) throws Exception {
    double[] best = new double[ROUTES.size()];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (int i = 0; i < best.length; i++) {
        Contenders.Contender contender = contenders.all().get(i);
        Duration before = contender.cpu();
        Load.Result result =
            Load.run(contender.port(), requests(ROUTES.get(i)), CONNECTIONS, ROUND_MILLIS);
        Duration used = contender.cpu().minus(before);
        if (result.failures() > 0 || result.requests() == 0) {
          throw new IOException(contender.name() + " failed: " + result);
        }
        double cost = used.toNanos() / 1e3 / result.requests();
        best[i] = round <= 0 ? cost : Math.min(best[i], cost);
      }
    }
    return best;
  }

  private static List<byte[]> requests(int routes) {
    List<byte[]> requests = new ArrayList<>();
    String text = "Why is the sky blue? ".repeat(40);
    for (int route = 0; route < routes; route++) {
      for (int rule = 0; rule < ManyRoutes.RULES; rule++) {
        String body =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(ManyRoutes.model(route, rule), text);
        requests.add(
            Load.request("/v1/chat/completions", "", body.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return requests;
  }

  private static void report(Contenders contenders, double[] starts, double[] cpu) {
    System.out.printf(
        "%n1 KB request, plain upstream, runtime alone, %d connections, best of %d rounds of %d s;"
            + " best of %d starts%n%n",
        CONNECTIONS, ROUNDS, ROUND_MILLIS / 1_000, STARTS);
    System.out.println(
        "| gateway | from the start of the process until it serves, s | CPU µs a request | ratio |");
    System.out.println("|---|---|---|---|");
    for (int i = 0; i < cpu.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.1f | %.2f |%n",
          contenders.all().get(i).name(),
          starts[i],
          cpu[i],
          cpu[i] / cpu[0]);
    }
  }
}
