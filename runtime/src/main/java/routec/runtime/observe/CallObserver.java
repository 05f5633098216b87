package routec.runtime.observe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Observer;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Route;

/** One call, from its first byte to its log line: never its content, headers or keys. */
final class CallObserver implements Observer {
  private static final int LONGEST = 300;
  private static final String CLIENT_LEFT = "client_left";

  private final Metrics metrics;
  private final AccessLog log;
  private final String id;
  private final String listener;
  private final String client;
  private final String method;
  private final String path;
  private final Instant time = Instant.now();
  private final long began = System.nanoTime();
  private String route = "";
  private String endpoint = "";
  private String model = "";
  private String backend = "";
  private String upstreamId = "";
  private long firstNanos = -1;
  private int attempts;
  private boolean trying;
  private int answeredWith;
  private boolean abandoned;
  private Optional<Fault> fault = Optional.empty();

  CallObserver(
      Metrics metrics,
      AccessLog log,
      String id,
      String listener,
      String client,
      String method,
      String path) {
    this.metrics = metrics;
    this.log = log;
    this.id = id;
    this.listener = listener;
    this.client = client;
    this.method = method;
    this.path = path;
  }

  @Override
  public void routed(Route found, Call call) {
    route = found.name();
    endpoint = call.endpoint().name().toLowerCase(Locale.ROOT);
    model = call.model();
  }

  @Override
  public void attempt(Backend to) {
    backend = to.name();
    attempts++;
    trying = true;
    answeredWith = 0;
  }

  @Override
  public void answered(ReplyHead head) {
    if (trying && answeredWith > 0) {
      metrics.attempted(backend, answeredWith / 100 + "xx"); // refused, and asked once more
    }
    upstreamId = head.requestId();
    answeredWith = head.status();
  }

  @Override
  public void retrying(Fault reason) {
    attemptFailed(reason);
  }

  /** What became of the attempt: its status, or what kept a good one from being an answer. */
  private void attemptFailed(Fault reason) {
    boolean refused = answeredWith >= 300;
    if (trying && !(reason instanceof RequestFault)) {
      metrics.attempted(backend, refused ? answeredWith / 100 + "xx" : name(reason.kind()));
    }
    trying = false;
  }

  @Override
  public void firstByte() {
    firstNanos = System.nanoTime() - began;
  }

  @Override
  public void failed(Fault reason) {
    attemptFailed(reason);
    fault = Optional.of(reason);
  }

  @Override
  public void abandoned() {
    if (trying) {
      metrics.attempted(backend, CLIENT_LEFT);
    }
    trying = false;
    abandoned = true;
  }

  @Override
  public void finished(int status, Usage usage, long bytesIn, long bytesOut) {
    long nanos = System.nanoTime() - began;
    if (trying) {
      metrics.attempted(backend, answeredWith / 100 + "xx");
    }
    metrics.finished(
        new Metrics.Labels(endpoint, route, backend, model, status, error()),
        nanos,
        firstNanos,
        usage);
    if (log.isOn()) {
      log.add(line(status, nanos, usage, bytesIn, bytesOut));
    }
  }

  private String error() {
    return abandoned ? CLIENT_LEFT : fault.map(found -> name(found.kind())).orElse("");
  }

  private static String name(FaultKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private byte[] line(int status, long nanos, Usage usage, long bytesIn, long bytesOut) {
    ByteWriter out = new ByteWriter(512);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("time").string(time.truncatedTo(ChronoUnit.MILLIS).toString());
    json.name("request_id").string(id).name("listener").string(listener);
    text(json, "client", client);
    json.name("method").string(clip(method)).name("path").string(clip(path));
    json.name("status").number(status).name("duration_ms").number(nanos / 1_000_000);
    text(json, "route", route);
    text(json, "backend", backend);
    text(json, "model", model);
    if (firstNanos >= 0) {
      json.name("ttft_ms").number(firstNanos / 1_000_000);
    }
    if (attempts > 0) {
      json.name("attempts").number(attempts);
      json.name("input_tokens").number(usage.input());
      json.name("output_tokens").number(usage.output());
      json.name("cached_input_tokens").number(usage.cacheRead());
      json.name("cache_creation_input_tokens").number(usage.cacheWrite());
    }
    json.name("bytes_in").number(bytesIn).name("bytes_out").number(bytesOut);
    text(json, "upstream_request_id", upstreamId);
    text(json, "error_type", error());
    fault.ifPresent(found -> {
      text(json, "provider_error", found instanceof ProviderFault p ? p.type() : "");
      json.name("message").string(clip(found.message()));
      text(json, "detail", found.detail().orElse(""));
    });
    json.endObject();
    return out.put('\n').bytes();
  }

  private static void text(JsonWriter json, String name, String value) {
    if (!value.isEmpty()) {
      json.name(name).string(clip(value));
    }
  }

  private static String clip(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
