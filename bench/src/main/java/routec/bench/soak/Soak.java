package routec.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A long run at half load while everything that goes wrong in practice goes wrong: {@code make
 * soak}, from the repository's root.
 *
 * <p>Real Envoy and the runtime serve calls of both dialects, plain and streamed, before two
 * simulated regions. The Secret rotates every 5 seconds (the old keys are refused soon after), 2 %
 * of the calls meet a fault in one of the two regions, 5 % of the clients leave early. Every answer
 * is held against what was asked. Ends with 1 where anything was lost, false or not flat.
 */
public final class Soak {
  private static final Scenario.Rates RATES = new Scenario.Rates(0.02, 0.05);
  private static final int FEW_CLIENTS = 4;
  private static final int CLIENTS = 32;
  private static final int MOST_CLIENTS = 1_024;

  /**
   * More clients get no more out of a gateway that gives less than this much more to twice them.
   */
  private static final double WORTH_DOUBLING = 1.1;

  private static final long CAPACITY_MILLIS = 15_000;
  private static final long ROTATION_SECONDS = 5;
  private static final long OLD_KEYS_SECONDS = 4;
  private static final long SAMPLE_SECONDS = 2;

  /** Until the load is there again after a rest: before, nearly nothing is held under it. */
  private static final long RISE_SECONDS = 10;

  private static final long SPARE_HEAP_KIB = 4 << 10;

  /** Longer than any pool keeps a connection that nobody uses. */
  private static final long REST_MILLIS = 65_000;

  private final TwoRegions gateway;
  private final Tally tally = new Tally();
  private final Watch runtime;
  private final Watch envoy;
  private final AtomicInteger rotations = new AtomicInteger();

  private Soak(TwoRegions gateway) throws IOException {
    this.gateway = gateway;
    this.runtime = new Watch("runtime", gateway.runtime());
    this.envoy = new Watch("Envoy", gateway.envoy());
  }

  /**
   * Soaks a gateway.
   *
   * @param args how many minutes, by default 30, and how many calls a second, by default half of
   *     what the gateway sustains
   */
  public static void main(String[] args) throws Exception {
    double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 30;
    Optional<Double> rate =
        args.length > 1 ? Optional.of(Double.parseDouble(args[1])) : Optional.empty();
    if (!Vitals.known()) {
      System.err.println("soak: this system has no /proc to ask what a process holds");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("routec-soak");
    boolean good;
    try (TwoRegions gateway = new TwoRegions(folder)) {
      good = new Soak(gateway).run(Duration.ofSeconds(Math.round(minutes * 60)), rate);
    } finally {
      delete(folder);
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(Duration time, Optional<Double> wanted) throws Exception {
    try (Traffic traffic = new Traffic(gateway.port());
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
      traffic.capacity(FEW_CLIENTS, CAPACITY_MILLIS); // a cold JVM sustains nothing
      double rate = wanted.isPresent() ? wanted.get() : halfLoad(traffic);
      Duration warmUp = warmUp(time);
      System.out.printf(
          Locale.ROOT,
          "soak: %d minutes, the first %d s to warm up, at %.0f calls a second%n",
          time.toMinutes(),
          warmUp.toSeconds(),
          rate);
      var _ =
          timer.scheduleAtFixedRate(
              () -> rotate(timer), ROTATION_SECONDS, ROTATION_SECONDS, TimeUnit.SECONDS);
      traffic.run(rate, warmUp.toNanos(), RATES, tally);
      long heapBefore = rest();
      Duration cpuBefore = cpu();
      var _ =
          timer.scheduleAtFixedRate(this::sample, RISE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
      long progress = Math.clamp(time.toSeconds() / 10, 10, 60);
      var _ = timer.scheduleAtFixedRate(this::progress, progress, progress, TimeUnit.SECONDS);
      Duration rest = time.minus(warmUp);
      traffic.run(rate, rest.toNanos(), RATES, tally);
      Duration cpu = cpu().minus(cpuBefore);
      timer.shutdownNow();
      long heapAfter = rest();
      List<Watch.Row> rows = new ArrayList<>();
      rows.add(
          new Watch.Row(
              "runtime live heap at rest, MB", heapBefore, heapAfter, SPARE_HEAP_KIB, 1024));
      rows.addAll(runtime.rows());
      rows.addAll(envoy.rows());
      return report(rows, cpu.toMillis() / 1e3 / rest.toMillis() * 1e3);
    }
  }

  /** Waits until nothing is under way, then looks at what is still held; returns the live heap. */
  private long rest() throws IOException, InterruptedException {
    Thread.sleep(REST_MILLIS);
    long heap = Vitals.liveHeap(runtime.pid());
    runtime.rest();
    envoy.rest();
    return heap;
  }

  /** Half of what it answers to so many clients that more of them get no more answers. */
  private static double halfLoad(Traffic traffic) throws InterruptedException {
    System.out.println("soak: looking for what the gateway sustains");
    double most = 1;
    for (int clients = CLIENTS; clients <= MOST_CLIENTS; clients *= 2) {
      double sustained = traffic.capacity(clients, CAPACITY_MILLIS);
      System.out.printf(
          Locale.ROOT, "soak: %d clients get %.0f answers a second%n", clients, sustained);
      boolean worth = sustained > most * WORTH_DOUBLING;
      most = Math.max(most, sustained);
      if (!worth) {
        break;
      }
    }
    return most / 2;
  }

  private static Duration warmUp(Duration time) {
    return Duration.ofSeconds(Math.min(300, time.toSeconds() / 4));
  }

  private void rotate(ScheduledExecutorService timer) {
    try {
      var _ = timer.schedule(gateway.rotate(), OLD_KEYS_SECONDS, TimeUnit.SECONDS);
      rotations.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sample() {
    try {
      runtime.sample();
      envoy.sample();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void progress() {
    System.out.printf(
        "soak: %d calls, %d wrong; runtime %s; Envoy %s%n",
        tally.all(), tally.wrong(), runtime.last(), envoy.last());
  }

  /** The CPU time of the gateway's processes. */
  private Duration cpu() {
    return Stream.of(runtime.pid(), envoy.pid())
        .map(pid -> ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()))
        .map(used -> used.orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private boolean report(List<Watch.Row> rows, double cores) throws IOException {
    boolean settled = gateway.metrics().contains("routec_requests_in_flight 0\n");
    System.out.printf(
        Locale.ROOT,
        "%n%d calls (%d met a fault on purpose), %s requests to the regions, keys rotated %d times;"
            + " runtime and Envoy used %.2f of a core%n%n",
        tally.all(),
        tally.faults(),
        gateway.requests(),
        rotations.get(),
        cores);
    for (Outcome outcome : Outcome.values()) {
      System.out.printf("%,12d %s%n", tally.of(outcome), outcome.words);
    }
    System.out.println("\n| what | after the warm-up | at the end | |\n|---|---|---|---|");
    rows.forEach(System.out::println);
    tally.examples().forEach(example -> System.out.println("WRONG " + example));
    if (!settled) {
      System.out.println("WRONG the runtime still counts calls in flight");
    }
    boolean good = tally.wrong() == 0 && settled && rows.stream().allMatch(Watch.Row::flat);
    System.out.println(good ? "\nsoak: it holds" : "\nsoak: it does NOT hold");
    return good;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
