package routec.compiler.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.TrafficSettings.RetrySettings;
import routec.compiler.source.Located;

/**
 * The retries of a rule reach each of its priorities, also after a stream that stalls.
 *
 * <p>Without a policy all of them are reached, as long as there are not more backends than
 * attempts.
 */
final class Fallbacks implements Check {
  /** Attempts after the first where no policy says how many; the runtime's setting may differ. */
  static final int USUAL = 4;

  /** Triggers that a stream without a first event sets off. */
  private static final Set<String> STALLS = Set.of("5xx", "gateway-error", "reset");

  /** Triggers that can't happen with backends of HTTP/1.1. */
  static final Set<String> FOREIGN =
      Set.of(
          "refused-stream",
          "cancelled",
          "deadline-exceeded",
          "internal",
          "resource-exhausted",
          "unavailable");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (Rules.Placed placed : Rules.of(gateway)) {
      if (placed.rule().whole()) {
        checkPriorities(placed, diagnostics);
        checkStalls(placed, diagnostics);
      }
    }
  }

  private static void checkPriorities(Rules.Placed placed, Diagnostics diagnostics) {
    Map<Integer, List<LinkedAttempt>> priorities =
        placed.rule().attempts().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.priority().value(), TreeMap::new, Collectors.toUnmodifiableList()));
    Optional<RetrySettings> retry = retry(placed);
    int retries = retry.map(Fallbacks::most).orElse(USUAL);
    int before = 0;
    for (List<LinkedAttempt> group : priorities.values()) {
      if (before > retries) {
        report(placed, group.getFirst(), retry, retries, diagnostics);
        return;
      }
      int each = retry.map(one -> one.perPriority().orElse(0)).orElse(0);
      before += each > 0 ? each : group.size();
    }
  }

  private static int most(RetrySettings retry) {
    return isNever(retry) ? 0 : retry.most();
  }

  private static boolean isNever(RetrySettings retry) {
    return !retry.triggers().isEmpty()
        && retry.triggers().stream().allMatch(trigger -> FOREIGN.contains(trigger.value()));
  }

  private static void report(
      Rules.Placed placed,
      LinkedAttempt attempt,
      Optional<RetrySettings> retry,
      int retries,
      Diagnostics diagnostics) {
    boolean never = retry.filter(Fallbacks::isNever).isPresent();
    Diagnostic found =
        Diagnostic.of(
                Code.RC0439,
                attempt.span(),
                "No retry reaches the backend `%s` of priority %d: %s."
                    .formatted(
                        attempt.backend().id().name(),
                        attempt.priority().value(),
                        never
                            ? "none of the triggers can happen"
                            : retry.isPresent()
                                ? "the policy allows %d".formatted(retries)
                                : "a call has %d attempts".formatted(USUAL + 1)))
            .about(placed.object())
            .hint(
                never
                    ? "name `connect-failure`, `reset` or `retriable-status-codes` under `retryOn`"
                    : retry.isPresent()
                        ? "raise `numRetries`, or set `numAttemptsPerPriority`; as it is, the"
                            + " backend serves only while those before it rest"
                        : "a BackendTrafficPolicy with `numRetries` or `numAttemptsPerPriority`"
                            + " reaches it");
    diagnostics.add(retry.map(one -> found.related("the policy", one.span())).orElse(found));
  }

  /** A stall is worth a retry of its own accord; triggers that are written may leave it out. */
  private static void checkStalls(Rules.Placed placed, Diagnostics diagnostics) {
    Optional<Located<Duration>> idle = placed.rule().manifest().streamIdleTimeout();
    Optional<RetrySettings> retry =
        retry(placed)
            .filter(one -> most(one) > 0)
            .filter(one -> !one.triggers().isEmpty() || !one.statuses().isEmpty())
            .filter(one ->
                one.triggers().stream().noneMatch(trigger -> STALLS.contains(trigger.value())));
    if (idle.isPresent() && retry.isPresent() && placed.rule().attempts().size() > 1) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0441,
                  idle.get().span(),
                  "A stream that stalls before its first event is not tried again: the policy's"
                      + " triggers lack `reset`.")
              .about(placed.object())
              .related("the triggers", retry.get().span())
              .hint("add `reset` to `retryOn.triggers`"));
    }
  }

  private static Optional<RetrySettings> retry(Rules.Placed placed) {
    return placed
        .rule()
        .traffic()
        .map(BackendTrafficPolicy::settings)
        .flatMap(settings -> settings.retry());
  }
}
