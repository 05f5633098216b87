package routec.compiler.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * What a BackendTrafficPolicy says that Routec applies.
 *
 * @param retry when and how often a call is tried again
 * @param times how long calls and connections may take
 * @param breaker how much may be under way at once
 * @param passive when a backend that fails is spared
 */
public record TrafficSettings(
    Optional<RetrySettings> retry,
    Times times,
    Optional<Breaker> breaker,
    Optional<Passive> passive) {

  /**
   * {@code spec.retry}.
   *
   * @param most attempts after the first
   * @param perPriority attempts at one priority before the next
   * @param base the first pause
   * @param longest the longest pause
   * @param timeout how long one attempt may take
   * @param triggers as written
   * @param statuses those that are worth a retry
   */
  public record RetrySettings(
      int most,
      OptionalInt perPriority,
      Optional<Duration> base,
      Optional<Duration> longest,
      Optional<Duration> timeout,
      List<Located<String>> triggers,
      List<Integer> statuses,
      Span span) {}

  /**
   * {@code spec.timeout}.
   *
   * @param request the whole call
   * @param stream the whole call too, as {@code maxStreamDuration}
   * @param silence between two bytes of a stream
   * @param connect until a connection stands
   * @param idle of an unused connection
   * @param lifetime of a connection
   */
  public record Times(
      Optional<Duration> request,
      Optional<Duration> stream,
      Optional<Duration> silence,
      Optional<Duration> connect,
      Optional<Duration> idle,
      Optional<Duration> lifetime,
      Span span) {}

  /**
   * {@code spec.circuitBreaker}.
   *
   * @param connections the most connections, and so calls, to one backend at once
   * @param waiting the most calls that wait for one
   * @param callsEach how many calls a connection carries
   * @param retries the most retries at once
   * @param retryPercent further retries at once, in percent of the calls under way
   */
  public record Breaker(
      OptionalInt connections,
      OptionalInt waiting,
      OptionalInt callsEach,
      OptionalInt retries,
      int retryPercent,
      Span span) {}

  /**
   * {@code spec.healthCheck.passive}.
   *
   * @param failures 5xx in a row; 0 for any number
   * @param gatewayErrors 502, 503 and 504 in a row; 0 for any number
   * @param connectionFailures in a row, where they count apart; else 0
   * @param rest how long a backend is spared the first time
   */
  public record Passive(
      int failures, int gatewayErrors, int connectionFailures, Duration rest, Span span) {}
}
