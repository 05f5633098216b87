package routec.compiler.lower;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedListener;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.RouteRule;
import routec.compiler.manifest.TrafficSettings;
import routec.compiler.plan.Origin;
import routec.compiler.plan.Setting;
import routec.compiler.schema.Scalars;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;

/** Finds the lines that decide what stands in no node of its own; none for a default. */
final class Decisions {
  private final Map<Setting, Origin> lines = new EnumMap<>(Setting.class);

  private Decisions() {}

  static Map<Setting, Origin> of(LinkedListener listener) {
    Decisions found = new Decisions();
    if (!listener.assumed()) {
      found.add(Setting.PORT, listener.port().span());
    }
    listener.bodyLimit().ifPresent(limit -> found.add(Setting.BODY_LIMIT, limit.span()));
    return found.lines;
  }

  static Map<Setting, Origin> of(LinkedAttempt attempt) {
    Decisions found = new Decisions();
    found.written(Setting.PRIORITY, attempt.priority(), attempt.span());
    found.written(Setting.WEIGHT, attempt.weight(), attempt.span());
    attempt
        .backend()
        .manifest()
        .baseModel()
        .ifPresent(base -> found.add(Setting.BASE_MODEL, base.span()));
    return found.lines;
  }

  /** A rule's own limits win over those of its policy. */
  static Map<Setting, Origin> of(LinkedRule linked) {
    Decisions found = new Decisions();
    linked.traffic().ifPresent(found::policy);
    linked.proxy().ifPresent(proxy -> found.add(Setting.PROXY, proxy.span()));
    RouteRule rule = linked.manifest();
    rule.requestTimeout().ifPresent(own -> found.add(Setting.REQUEST_TIMEOUT, own.span()));
    rule.backendRequestTimeout().ifPresent(own -> found.add(Setting.ATTEMPT_TIMEOUT, own.span()));
    rule.streamIdleTimeout().ifPresent(own -> found.add(Setting.STREAM_SILENCE, own.span()));
    return found.lines;
  }

  private void policy(BackendTrafficPolicy policy) {
    YamlMapping spec = policy.spec();
    first(
        Setting.REQUEST_TIMEOUT,
        spec,
        isShorter(policy.settings().times())
            ? "timeout.http.maxStreamDuration"
            : "timeout.http.requestTimeout");
    first(Setting.ATTEMPT_TIMEOUT, spec, "retry.perRetry.timeout");
    first(Setting.STREAM_SILENCE, spec, "timeout.http.streamIdleTimeout");
    retries(spec);
    first(Setting.EJECTION, spec, "healthCheck.passive");
    policy.settings().breaker().ifPresent(breaker -> breaker(spec, breaker));
    first(Setting.CONNECT_TIMEOUT, spec, "timeout.tcp.connectTimeout");
    first(Setting.CONNECTION_IDLE, spec, "timeout.http.connectionIdleTimeout");
    first(Setting.CONNECTION_AGE, spec, "timeout.http.maxConnectionDuration");
  }

  private void retries(YamlMapping spec) {
    String triggers = "retry.retryOn.triggers";
    String statuses = "retry.retryOn.httpStatusCodes";
    String pause = "retry.perRetry.backOff.";
    first(Setting.RETRIES, spec, "retry.numRetries", "retry");
    first(Setting.RETRIES_PER_PRIORITY, spec, "retry.numAttemptsPerPriority");
    first(Setting.RETRY_PAUSE, spec, pause + "baseInterval", pause + "maxInterval");
    first(Setting.RETRY_TRIGGERS, spec, triggers, statuses);
    first(Setting.RETRY_STATUSES, spec, statuses, triggers);
  }

  private void breaker(YamlMapping spec, TrafficSettings.Breaker breaker) {
    String block = "circuitBreaker";
    List<String> most =
        Stream.of(".maxConnections", ".maxParallelRequests", ".perEndpoint.maxConnections")
            .map(block::concat)
            .filter(path -> breaker.connections().equals(number(spec, path)))
            .toList();
    first(Setting.CONNECTIONS, spec, most.isEmpty() ? block : most.getFirst(), block);
    first(Setting.WAITING_CALLS, spec, block + ".maxPendingRequests", block);
    first(Setting.CALLS_PER_CONNECTION, spec, block + ".maxRequestsPerConnection", block);
    first(
        Setting.RETRIES_AT_ONCE,
        spec,
        block + ".retryBudget",
        block + ".maxParallelRetries",
        block);
  }

  /** Whether a policy's longest stream ends a call before its limit for calls does. */
  private static boolean isShorter(TrafficSettings.Times times) {
    Optional<Duration> call = times.request().filter(limit -> !limit.isZero());
    return times.stream()
        .filter(limit -> !limit.isZero())
        .filter(limit -> call.isEmpty() || limit.compareTo(call.get()) < 0)
        .isPresent();
  }

  private static OptionalInt number(YamlMapping spec, String path) {
    return entry(spec, path)
        .map(YamlEntry::value)
        .filter(YamlScalar.class::isInstance)
        .flatMap(value -> Scalars.integer((YamlScalar) value))
        .map(number -> OptionalInt.of((int) Math.clamp(number, 0L, (long) Integer.MAX_VALUE)))
        .orElse(OptionalInt.empty());
  }

  /** The first path that is written; one that a default fills in is not. */
  private void first(Setting setting, YamlMapping spec, String... paths) {
    Stream.of(paths)
        .flatMap(path -> entry(spec, path).stream())
        .findFirst()
        .ifPresent(entry -> add(setting, entry.key().span()));
  }

  private static Optional<YamlEntry> entry(YamlMapping spec, String path) {
    Optional<YamlMapping> place = Optional.of(spec);
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      String name = names[i];
      place = place.flatMap(mapping -> mapping.mapping(name));
    }
    return place.flatMap(mapping ->
        mapping
            .entry(names[names.length - 1])
            .filter(entry -> !entry.key().span().equals(mapping.span())));
  }

  private void written(Setting setting, Located<Integer> value, Span around) {
    if (!value.span().equals(around)) {
      add(setting, value.span());
    }
  }

  private void add(Setting setting, Span span) {
    lines.put(setting, Origin.of(span));
  }
}
