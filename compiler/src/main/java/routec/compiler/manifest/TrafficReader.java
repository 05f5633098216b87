package routec.compiler.manifest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routec.compiler.schema.Scalars;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlScalar;

/** Reads BackendTrafficPolicies. */
final class TrafficReader {
  /** Envoy's retry budget where a policy has one and says no more. */
  private static final int BUDGET_PERCENT = 20;

  private static final int BUDGET_LEAST = 3;

  private TrafficReader() {}

  static BackendTrafficPolicy read(Meta meta, Fields spec) {
    return new BackendTrafficPolicy(
        meta,
        ManifestReader.targets(spec),
        spec.optionalText("mergeType"),
        settings(spec),
        spec.mapping());
  }

  static TrafficSettings settings(Fields spec) {
    Optional<Fields> breaker = spec.object("circuitBreaker");
    return new TrafficSettings(
        spec.object("retry").map(TrafficReader::retry),
        times(spec.objectOrEmpty("timeout")),
        breaker.map(TrafficReader::breaker),
        spec.object("healthCheck")
            .flatMap(health -> health.object("passive"))
            .map(TrafficReader::passive));
  }

  private static TrafficSettings.RetrySettings retry(Fields retry) {
    Fields each = retry.objectOrEmpty("perRetry");
    Fields pause = each.objectOrEmpty("backOff");
    Fields on = retry.objectOrEmpty("retryOn");
    return new TrafficSettings.RetrySettings(
        count(retry, "numRetries").orElse(2),
        count(retry, "numAttemptsPerPriority"),
        duration(pause, "baseInterval"),
        duration(pause, "maxInterval"),
        duration(each, "timeout"),
        on.texts("triggers"),
        on.mapping().items("httpStatusCodes").stream()
            .filter(YamlScalar.class::isInstance)
            .flatMap(item -> Scalars.integer((YamlScalar) item).stream())
            .map(TrafficReader::clamped)
            .toList(),
        retry.span());
  }

  private static TrafficSettings.Times times(Fields timeout) {
    Fields http = timeout.objectOrEmpty("http");
    return new TrafficSettings.Times(
        duration(http, "requestTimeout"),
        duration(http, "maxStreamDuration"),
        duration(http, "streamIdleTimeout"),
        duration(timeout.objectOrEmpty("tcp"), "connectTimeout"),
        duration(http, "connectionIdleTimeout"),
        duration(http, "maxConnectionDuration"),
        timeout.span());
  }

  private static TrafficSettings.Breaker breaker(Fields breaker) {
    Optional<Fields> budget = breaker.object("retryBudget");
    OptionalInt connections =
        Stream.of(
                count(breaker, "maxConnections"),
                count(breaker, "maxParallelRequests"),
                count(breaker.objectOrEmpty("perEndpoint"), "maxConnections"))
            .flatMapToInt(OptionalInt::stream)
            .min();
    return new TrafficSettings.Breaker(
        connections,
        count(breaker, "maxPendingRequests"),
        count(breaker, "maxRequestsPerConnection"),
        budget
            .map(
                fields -> OptionalInt.of(count(fields, "minRetryConcurrency").orElse(BUDGET_LEAST)))
            .orElseGet(() -> count(breaker, "maxParallelRetries")),
        budget.map(TrafficReader::percent).orElse(0),
        breaker.span());
  }

  private static int percent(Fields budget) {
    return budget
        .object("percent")
        .map(fields ->
            (int)
                Math.min(
                    100L
                        * count(fields, "numerator").orElse(0)
                        / Math.max(1, count(fields, "denominator").orElse(100)),
                    1_000))
        .orElse(BUDGET_PERCENT);
  }

  private static TrafficSettings.Passive passive(Fields passive) {
    return new TrafficSettings.Passive(
        count(passive, "consecutive5XxErrors").orElse(5),
        count(passive, "consecutiveGatewayErrors").orElse(0),
        passive.isTrue("splitExternalLocalOriginErrors")
            ? count(passive, "consecutiveLocalOriginFailures").orElse(5)
            : 0,
        duration(passive, "baseEjectionTime").orElse(Duration.ofSeconds(30)),
        passive.span());
  }

  private static OptionalInt count(Fields fields, String name) {
    return fields
        .mapping()
        .scalar(name)
        .flatMap(Scalars::integer)
        .map(number -> IntStream.of(clamped(number)))
        .orElse(IntStream.empty())
        .findFirst();
  }

  private static int clamped(long number) {
    return (int) Math.clamp(number, 0L, (long) Integer.MAX_VALUE);
  }

  private static Optional<Duration> duration(Fields fields, String name) {
    return fields.duration(name).map(Located::value);
  }
}
