package routec.runtime.observe;

import java.util.concurrent.atomic.LongAdder;

/** Durations in OpenTelemetry's gen_ai buckets, 10 ms to 82 s, each twice the one before. */
final class Histogram {
  private static final int BUCKETS = 14;

  private final LongAdder[] counts = new LongAdder[BUCKETS + 1];
  private final LongAdder nanos = new LongAdder();

  Histogram() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(long duration) {
    int bucket = 0;
    while (bucket < BUCKETS && duration > bound(bucket) * 1e9) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(duration);
  }

  /** Appends the samples of one label set, in Prometheus text. */
  void write(String name, String labels, StringBuilder out) {
    long sum = 0;
    for (int i = 0; i <= BUCKETS; i++) {
      sum += counts[i].sum();
      String le = i == BUCKETS ? "+Inf" : String.valueOf(bound(i));
      out.append(name).append("_bucket{").append(labels).append(",le=\"").append(le);
      out.append("\"} ").append(sum).append('\n');
    }
    out.append(name).append("_sum{").append(labels).append("} ").append(nanos.sum() / 1e9);
    out.append('\n').append(name).append("_count{").append(labels).append("} ").append(sum);
    out.append('\n');
  }

  private static double bound(int bucket) {
    return (1 << bucket) / 100.0;
  }
}
