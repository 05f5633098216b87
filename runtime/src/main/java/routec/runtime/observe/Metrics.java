package routec.runtime.observe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import routec.runtime.chat.Usage;
import routec.runtime.spi.CredentialState;

/**
 * Counters and histograms as Prometheus text, with OpenTelemetry's gen_ai names.
 *
 * <p>Labels come from the compiled gateway, never from clients: a model that no rule names has an
 * empty label. Beyond {@value #MOST} label sets a metric counts into one called {@code other}.
 */
public final class Metrics {
  private static final int MOST = 1_000;
  private static final Labels OTHER = new Labels("other", "other", "other", "other", 0, "other");

  private final Map<Labels, Series> calls = new ConcurrentHashMap<>();
  private final Map<Sent, LongAdder> attempts = new ConcurrentHashMap<>();
  private final LongAdder inFlight = new LongAdder();
  private volatile Supplier<Long> droppedLines = () -> 0L;
  private volatile Supplier<List<CredentialState>> credentials = List::of;
  private volatile Supplier<Map<String, Boolean>> backends = Map::of;

  /**
   * What tells calls apart.
   *
   * @param error the fault's kind; empty for success
   */
  record Labels(
      String endpoint, String route, String backend, String model, int status, String error) {
    String text() {
      return "gen_ai_operation_name=\""
          + endpoint
          + "\",route=\""
          + escape(route)
          + "\",backend=\""
          + escape(backend)
          + "\",gen_ai_request_model=\""
          + escape(model)
          + "\",status=\""
          + status
          + "\",error_type=\""
          + error
          + "\"";
    }
  }

  /** What became of attempts at one backend. */
  record Sent(String backend, String outcome) {}

  private static final class Series {
    private final LongAdder calls = new LongAdder();
    private final Histogram duration = new Histogram();
    private final Histogram firstToken = new Histogram();
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();
    private final LongAdder cacheRead = new LongAdder();
    private final LongAdder cacheWrite = new LongAdder();
    private final LongAdder reasoning = new LongAdder();
  }

  void began() {
    inFlight.increment();
  }

  /**
   * @param firstNanos until the first byte went to the client; negative where none did
   */
  void finished(Labels labels, long nanos, long firstNanos, Usage usage) {
    inFlight.decrement();
    Series series = series(labels);
    series.calls.increment();
    series.duration.add(nanos);
    if (firstNanos >= 0) {
      series.firstToken.add(firstNanos);
    }
    series.input.add(usage.input());
    series.output.add(usage.output());
    series.cacheRead.add(usage.cacheRead());
    series.cacheWrite.add(usage.cacheWrite());
    series.reasoning.add(usage.reasoning());
  }

  void attempted(String backend, String outcome) {
    attempts.computeIfAbsent(new Sent(backend, outcome), _ -> new LongAdder()).increment();
  }

  void linesDropped(Supplier<Long> count) {
    droppedLines = count;
  }

  /** Tells of credentials, too. */
  public void credentials(Supplier<List<CredentialState>> states) {
    credentials = states;
  }

  /** Tells of backends, too: whether they rest, by name. */
  public void backends(Supplier<Map<String, Boolean>> resting) {
    backends = resting;
  }

  /** Everything, sorted. */
  public String text() {
    StringBuilder out = new StringBuilder(4_096);
    Map<String, Series> sorted = new TreeMap<>();
    calls.forEach((labels, series) -> sorted.put(labels.text(), series));
    head(out, "routec_requests_total", "counter", "Calls by what became of them.");
    sorted.forEach(
        (labels, series) -> sample(out, "routec_requests_total", labels, series.calls.sum()));
    head(out, "gen_ai_server_request_duration_seconds", "histogram", "Duration of calls.");
    sorted.forEach((labels, series) ->
        series.duration.write("gen_ai_server_request_duration_seconds", labels, out));
    head(
        out,
        "gen_ai_server_time_to_first_token_seconds",
        "histogram",
        "Time until the first byte of the answer went to the client.");
    sorted.forEach((labels, series) ->
        series.firstToken.write("gen_ai_server_time_to_first_token_seconds", labels, out));
    head(out, "gen_ai_client_token_usage_total", "counter", "Tokens as the provider counted them.");
    sorted.forEach((labels, series) -> tokens(out, labels, series));
    head(out, "routec_upstream_attempts_total", "counter", "Attempts at backends by outcome.");
    Map<String, Long> sent = new TreeMap<>();
    attempts.forEach((key, count) ->
        sent.put(
            "backend=\"" + escape(key.backend()) + "\",outcome=\"" + key.outcome() + "\"",
            count.sum()));
    sent.forEach((labels, count) -> sample(out, "routec_upstream_attempts_total", labels, count));
    head(out, "routec_backend_resting", "gauge", "1 where a backend is asked last for a while.");
    new TreeMap<>(backends.get())
        .forEach((name, rests) ->
            sample(
                out, "routec_backend_resting", "backend=\"" + escape(name) + "\"", rests ? 1 : 0));
    head(out, "routec_requests_in_flight", "gauge", "Calls that are being served.");
    out.append("routec_requests_in_flight ").append(inFlight.sum()).append('\n');
    head(out, "routec_access_log_dropped_total", "counter", "Log lines that found no room.");
    out.append("routec_access_log_dropped_total ").append(droppedLines.get()).append('\n');
    credentials(credentials.get(), out);
    return out.toString();
  }

  private static void credentials(List<CredentialState> states, StringBuilder out) {
    head(out, "routec_credentials_fetches_total", "counter", "Fetches of credentials by outcome.");
    for (CredentialState state : states) {
      String source = "source=\"" + escape(state.source()) + "\"";
      sample(out, "routec_credentials_fetches_total", source + ",outcome=\"ok\"", state.fetches());
      sample(
          out,
          "routec_credentials_fetches_total",
          source + ",outcome=\"failed\"",
          state.failures());
    }
    head(out, "routec_credentials_usable", "gauge", "1 where nothing is wrong with credentials.");
    for (CredentialState state : states) {
      String source = "source=\"" + escape(state.source()) + "\"";
      sample(out, "routec_credentials_usable", source, state.trouble().isEmpty() ? 1 : 0);
    }
    head(
        out,
        "routec_credentials_expiry_timestamp_seconds",
        "gauge",
        "When the credentials in force expire.");
    for (CredentialState state : states) {
      String source = "source=\"" + escape(state.source()) + "\"";
      state
          .expires()
          .ifPresent(end ->
              sample(
                  out,
                  "routec_credentials_expiry_timestamp_seconds",
                  source,
                  end.getEpochSecond()));
    }
  }

  private Series series(Labels labels) {
    Series known = calls.get(labels);
    if (known != null) {
      return known;
    }
    return calls.computeIfAbsent(calls.size() < MOST ? labels : OTHER, _ -> new Series());
  }

  private static void tokens(StringBuilder out, String labels, Series series) {
    token(out, labels, "input", series.input);
    token(out, labels, "output", series.output);
    token(out, labels, "cached_input", series.cacheRead);
    token(out, labels, "cache_creation_input", series.cacheWrite);
    token(out, labels, "reasoning", series.reasoning);
  }

  private static void token(StringBuilder out, String labels, String type, LongAdder count) {
    String all = labels + ",gen_ai_token_type=\"" + type + "\"";
    sample(out, "gen_ai_client_token_usage_total", all, count.sum());
  }

  private static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
    out.append(name).append(' ').append(type).append('\n');
  }

  private static void sample(StringBuilder out, String name, String labels, long value) {
    out.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
