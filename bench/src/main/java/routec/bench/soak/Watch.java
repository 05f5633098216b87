package routec.bench.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether what a process holds stays flat: its vitals after the warm-up against those at the end.
 */
final class Watch {
  /** Pools of connections breathe with the load of the moment. */
  private static final int SPARE_CONNECTIONS = 48;

  /** What the runtime of a language opens whenever it likes to. */
  private static final int SPARE_AT_REST = 8;

  private static final long SPARE_KIB = 16 << 10;
  private static final double SPARE_SHARE = 0.10;

  private final String name;
  private final long pid;
  private final List<Vitals> atRest = new ArrayList<>();
  private final List<Vitals> underLoad = new ArrayList<>();

  Watch(String name, long pid) {
    this.name = name;
    this.pid = pid;
  }

  long pid() {
    return pid;
  }

  /** Looks at the process while nobody calls. */
  void rest() throws IOException {
    atRest.add(Vitals.of(pid));
  }

  /** Looks at it under load. */
  void sample() throws IOException {
    underLoad.add(Vitals.of(pid));
  }

  Vitals last() {
    return underLoad.getLast();
  }

  /** One line of the summary a quantity. */
  List<Row> rows() {
    return List.of(
        row("resident memory under load, MB", underLoad, Vitals::rss, SPARE_KIB, 1024),
        row("descriptors under load", underLoad, Vitals::descriptors, SPARE_CONNECTIONS, 1),
        row("threads under load", underLoad, Vitals::threads, SPARE_AT_REST, 1),
        row("resident memory at rest, MB", atRest, Vitals::rss, SPARE_KIB, 1024),
        row("descriptors at rest", atRest, Vitals::descriptors, SPARE_AT_REST, 1),
        row("threads at rest", atRest, Vitals::threads, SPARE_AT_REST, 1));
  }

  /**
   * Compares the least of the first and of the last fifth: a leak raises that, a burst does not.
   */
  private Row row(
      String what, List<Vitals> samples, ToLongFunction<Vitals> quantity, long spare, long unit) {
    int fifth = Math.max(1, samples.size() / 5);
    long first = least(samples.subList(0, fifth), quantity);
    long last = least(samples.subList(samples.size() - fifth, samples.size()), quantity);
    return new Row(name + " " + what, first, last, spare, unit);
  }

  private static long least(List<Vitals> some, ToLongFunction<Vitals> quantity) {
    return some.stream().mapToLong(quantity).min().orElse(0);
  }

  /**
   * A quantity after the warm-up and at the end.
   *
   * @param spare what it may be more at the end, besides a tenth
   * @param unit what it is divided by to be shown
   */
  record Row(String what, long first, long last, long spare, long unit) {
    boolean flat() {
      return last <= first * (1 + SPARE_SHARE) + spare;
    }

    @Override
    public String toString() {
      String judged = flat() ? "flat" : "GROWS";
      return "| %s | %d | %d | %s |".formatted(what, first / unit, last / unit, judged);
    }
  }
}
