package routec.compiler.lower;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.TrafficSettings;
import routec.compiler.plan.Origin;
import routec.compiler.plan.TrafficPlan;
import routec.compiler.source.Located;

/** Lowers a rule's BackendTrafficPolicy and proxy. */
final class Traffic {
  /** What Envoy Gateway takes where a policy lists statuses but no triggers. */
  private static final List<String> USUAL_TRIGGERS = List.of("CONNECT_FAILURE", "STATUS");

  private static final List<Integer> USUAL_STATUSES = List.of(503);

  /** Envoy's pause, and how much longer it grows where no limit is written. */
  private static final Duration USUAL_PAUSE = Duration.ofMillis(25);

  private static final int GROWTH = 10;

  /** Triggers that can happen with HTTP/1.1 backends, as the runtime names them. */
  private static final Map<String, String> TRIGGERS =
      Map.of(
          "5xx", "SERVER_ERROR",
          "gateway-error", "GATEWAY_ERROR",
          "reset", "RESET",
          "reset-before-request", "CONNECT_FAILURE",
          "connect-failure", "CONNECT_FAILURE",
          "retriable-4xx", "CONFLICT",
          "retriable-status-codes", "STATUS");

  private Traffic() {}

  static TrafficPlan lower(LinkedRule rule) {
    Optional<TrafficSettings> settings = rule.traffic().map(BackendTrafficPolicy::settings);
    Optional<TrafficSettings.Breaker> breaker = settings.flatMap(TrafficSettings::breaker);
    return new TrafficPlan(
        settings
            .flatMap(TrafficSettings::retry)
            .map(retry -> retry(retry, breaker))
            .or(() -> breaker.filter(one -> one.retries().isPresent()).map(Traffic::retriesAtOnce)),
        settings.flatMap(TrafficSettings::passive).map(Traffic::ejection),
        connections(settings.map(TrafficSettings::times), breaker, rule.proxy()));
  }

  /** How long the whole call may take, where the rule itself says nothing. */
  static Duration request(LinkedRule rule) {
    return times(rule)
        .map(times ->
            Stream.of(times.request(), times.stream())
                .flatMap(Optional::stream)
                .filter(limit -> !limit.isZero())
                .reduce((a, b) -> a.compareTo(b) < 0 ? a : b)
                .orElse(Duration.ZERO))
        .orElse(Duration.ZERO);
  }

  static Duration attempt(LinkedRule rule) {
    return rule.traffic()
        .flatMap(policy -> policy.settings().retry())
        .flatMap(TrafficSettings.RetrySettings::timeout)
        .orElse(Duration.ZERO);
  }

  static Duration silence(LinkedRule rule) {
    return times(rule).flatMap(TrafficSettings.Times::silence).orElse(Duration.ZERO);
  }

  private static Optional<TrafficSettings.Times> times(LinkedRule rule) {
    return rule.traffic().map(policy -> policy.settings().times());
  }

  private static TrafficPlan.Retry retry(
      TrafficSettings.RetrySettings retry, Optional<TrafficSettings.Breaker> breaker) {
    List<String> triggers =
        retry.triggers().stream()
            .flatMap(trigger -> Optional.ofNullable(TRIGGERS.get(trigger.value())).stream())
            .distinct()
            .sorted()
            .toList();
    boolean never = triggers.isEmpty() && !retry.triggers().isEmpty();
    List<String> used =
        triggers.isEmpty() && !retry.statuses().isEmpty() ? USUAL_TRIGGERS : triggers;
    List<Integer> statuses = retry.statuses().isEmpty() ? USUAL_STATUSES : retry.statuses();
    return new TrafficPlan.Retry(
        OptionalInt.of(never ? 0 : retry.most()),
        retry.perPriority().orElse(0),
        pause(retry),
        used,
        used.contains("STATUS") ? statuses.stream().distinct().sorted().toList() : List.of(),
        breaker.map(TrafficSettings.Breaker::retries).orElse(OptionalInt.empty()),
        breaker.map(TrafficSettings.Breaker::retryPercent).orElse(0),
        Origin.of(retry.span()));
  }

  private static Optional<TrafficPlan.Pause> pause(TrafficSettings.RetrySettings retry) {
    if (retry.base().isEmpty() && retry.longest().isEmpty()) {
      return Optional.empty();
    }
    Duration base = retry.base().orElse(USUAL_PAUSE);
    Duration longest = retry.longest().orElse(base.multipliedBy(GROWTH));
    return Optional.of(new TrafficPlan.Pause(base.toMillis(), longest.toMillis()));
  }

  private static TrafficPlan.Retry retriesAtOnce(TrafficSettings.Breaker breaker) {
    return new TrafficPlan.Retry(
        OptionalInt.empty(),
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        breaker.retries(),
        breaker.retryPercent(),
        Origin.of(breaker.span()));
  }

  private static TrafficPlan.Ejection ejection(TrafficSettings.Passive passive) {
    return new TrafficPlan.Ejection(
        passive.failures(),
        passive.gatewayErrors(),
        passive.connectionFailures(),
        passive.rest().toMillis(),
        Origin.of(passive.span()));
  }

  private static Optional<TrafficPlan.Connections> connections(
      Optional<TrafficSettings.Times> times,
      Optional<TrafficSettings.Breaker> breaker,
      Optional<Located<String>> proxy) {
    int most = breaker.map(one -> one.connections().orElse(-1)).orElse(-1);
    int waiting = breaker.map(one -> one.waiting().orElse(-1)).orElse(-1);
    int each = breaker.map(one -> one.callsEach().orElse(-1)).orElse(-1);
    long connect = times.flatMap(TrafficSettings.Times::connect).map(Traffic::limit).orElse(-1L);
    long idle = times.flatMap(TrafficSettings.Times::idle).map(Traffic::unlimited).orElse(-1L);
    long life = times.flatMap(TrafficSettings.Times::lifetime).map(Traffic::unlimited).orElse(-1L);
    boolean timed = connect >= 0 || idle >= 0 || life >= 0;
    return breaker
        .map(TrafficSettings.Breaker::span)
        .or(() -> times.filter(_ -> timed).map(TrafficSettings.Times::span))
        .or(() -> proxy.map(Located::span))
        .map(span ->
            new TrafficPlan.Connections(
                most,
                waiting,
                each == 0 ? -1 : each, // Envoy: no limit
                connect,
                idle,
                life,
                proxy.map(Located::value).orElse(""),
                Origin.of(span)));
  }

  /** Zero is no limit of its own. */
  private static long limit(Duration duration) {
    return duration.isZero() ? -1 : duration.toMillis();
  }

  /** Zero switches the limit off. */
  private static long unlimited(Duration duration) {
    return duration.isZero() ? Integer.MAX_VALUE : duration.toMillis();
  }
}
