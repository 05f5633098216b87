package routec.compiler.check;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.RouteRule;
import routec.compiler.manifest.TrafficSettings;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** Timeouts have an effect: none is longer than one that ends the call before it. */
final class Timeouts implements Check {

  /**
   * A limit with the words that name it.
   *
   * @param name the field
   * @param length how long; never zero, which is no limit
   */
  private record Limit(String name, Duration length, Span span) {}

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (Rules.Placed placed : Rules.of(gateway)) {
      Optional<TrafficSettings> policy =
          placed.rule().traffic().map(BackendTrafficPolicy::settings);
      RouteRule rule = placed.rule().manifest();
      Optional<Limit> call =
          rule.requestTimeout().isPresent()
              ? limit("timeouts.request", rule.requestTimeout())
              : policy.flatMap(Timeouts::whole);
      Optional<Limit> attempt =
          rule.backendRequestTimeout().isPresent()
              ? limit("timeouts.backendRequest", rule.backendRequestTimeout())
              : policy.flatMap(Timeouts::each);
      checkIdle(placed, rule.streamIdleTimeout(), call, attempt, diagnostics);
      boolean judged =
          rule.requestTimeout().isPresent() && rule.backendRequestTimeout().isPresent();
      if (!judged) { // by a rule of the schema
        attempt.ifPresent(one -> checkShorter(placed, one, call.stream(), diagnostics));
      }
    }
  }

  private static void checkIdle(
      Rules.Placed placed,
      Optional<Located<Duration>> idle,
      Optional<Limit> call,
      Optional<Limit> attempt,
      Diagnostics diagnostics) {
    idle.filter(one -> one.value().isZero())
        .ifPresent(one ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0422, one.span(), "A `streamIdleTimeout` of zero has no effect.")
                    .about(placed.object())
                    .hint("leave it out for the gateway's own limit, or give it a duration")));
    limit("streamIdleTimeout", idle)
        .ifPresent(one ->
            checkShorter(placed, one, Stream.concat(call.stream(), attempt.stream()), diagnostics));
  }

  private static void checkShorter(
      Rules.Placed placed, Limit limit, Stream<Limit> others, Diagnostics diagnostics) {
    others
        .filter(one -> limit.length().compareTo(one.length()) >= 0)
        .findFirst()
        .ifPresent(one ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0422,
                        limit.span(),
                        "The `%s` has no effect: `%s` ends the call first."
                            .formatted(limit.name(), one.name()))
                    .about(placed.object())
                    .related("the timeout", one.span())
                    .hint("make it shorter than `%s`".formatted(one.name()))));
  }

  private static Optional<Limit> limit(String name, Optional<Located<Duration>> written) {
    return written
        .filter(one -> !one.value().isZero())
        .map(one -> new Limit(name, one.value(), one.span()));
  }

  /** How long a policy lets a whole call take. */
  private static Optional<Limit> whole(TrafficSettings policy) {
    TrafficSettings.Times times = policy.times();
    return Stream.of(
            times.request().map(one -> new Limit("requestTimeout", one, times.span())),
            times.stream().map(one -> new Limit("maxStreamDuration", one, times.span())))
        .flatMap(Optional::stream)
        .filter(limit -> !limit.length().isZero())
        .min(Comparator.comparing(Limit::length));
  }

  private static Optional<Limit> each(TrafficSettings policy) {
    return policy
        .retry()
        .flatMap(retry ->
            retry
                .timeout()
                .filter(one -> !one.isZero())
                .map(one -> new Limit("perRetry.timeout", one, retry.span())));
  }
}
