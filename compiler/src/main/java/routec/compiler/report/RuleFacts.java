package routec.compiler.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import routec.compiler.plan.Origin;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.Setting;
import routec.compiler.plan.TrafficPlan;

/** Says in words what a rule decides for all its attempts, each with the line that decided it. */
final class RuleFacts {
  private final List<Fact> facts = new ArrayList<>();
  private final Map<Setting, Origin> decided;

  private RuleFacts(Map<Setting, Origin> decided) {
    this.decided = decided;
  }

  static List<Fact> of(RulePlan rule) {
    RuleFacts words = new RuleFacts(rule.decided());
    words.timeouts(rule);
    words.retries(rule.traffic().retry());
    words.ejection(rule.traffic().ejection());
    rule.traffic().connections().ifPresent(words::connections);
    return List.copyOf(words.facts);
  }

  private void timeouts(RulePlan rule) {
    add(
        "request timeout",
        Setting.REQUEST_TIMEOUT,
        limit(rule.requestTimeout(), "the whole call", "timeouts.call"));
    add(
        "attempt timeout",
        Setting.ATTEMPT_TIMEOUT,
        rule.backendTimeout().isZero()
            ? "as long for one attempt as for the whole call"
            : atMost(rule.backendTimeout(), "one attempt"));
    add(
        "stream silence",
        Setting.STREAM_SILENCE,
        limit(rule.streamIdleTimeout(), "silence in a stream", "timeouts.idle"));
  }

  private static String limit(Duration most, String what, String setting) {
    return most.isZero()
        ? "for " + what + " as the gateway's setting `" + setting + "` says"
        : atMost(most, what);
  }

  private static String atMost(Duration most, String what) {
    return "at most " + words(most) + " for " + what;
  }

  private void retries(Optional<TrafficPlan.Retry> plan) {
    if (plan.isEmpty() || plan.get().most().isEmpty()) {
      add("retries", Setting.RETRIES, "tries each backend once");
    }
    plan.ifPresent(retry -> {
      retry
          .most()
          .ifPresent(most ->
              add(
                  "retries",
                  Setting.RETRIES,
                  most == 0 ? "never tries again" : "tries again at most " + times(most)));
      if (retry.perPriority() > 0) {
        add(
            "retries at a priority",
            Setting.RETRIES_PER_PRIORITY,
            "tries a priority at most " + times(retry.perPriority()));
      }
      retry
          .pauseMillis()
          .ifPresent(pause ->
              add(
                  "retry pause",
                  Setting.RETRY_PAUSE,
                  "tries again after %d to %d ms".formatted(pause.first(), pause.longest())));
      triggers(retry);
      if (retry.parallel().isPresent()) {
        int percent = retry.parallelPercent();
        add(
            "retries at once",
            Setting.RETRIES_AT_ONCE,
            "at most %d retries at once%s"
                .formatted(
                    retry.parallel().getAsInt(),
                    percent > 0 ? ", and " + percent + " % of the calls under way" : ""));
      }
    });
  }

  private void triggers(TrafficPlan.Retry retry) {
    if (!retry.triggers().isEmpty()) {
      String names = String.join(", ", retry.triggers()).toLowerCase(Locale.ROOT);
      add("retry triggers", Setting.RETRY_TRIGGERS, "tries again upon " + names.replace('_', ' '));
    }
    if (!retry.statuses().isEmpty()) {
      String statuses = String.join(", ", retry.statuses().stream().map(String::valueOf).toList());
      add("retry statuses", Setting.RETRY_STATUSES, "tries again upon status " + statuses);
    }
  }

  private void ejection(Optional<TrafficPlan.Ejection> plan) {
    String text =
        plan.map(ejection ->
                "a backend rests %d ms after failures in a row (any %d, gateway errors %d, connections %d)"
                    .formatted(
                        ejection.restMillis(),
                        ejection.failures(),
                        ejection.gatewayErrors(),
                        ejection.connectionFailures()))
            .orElse("a backend that fails rests as docs/operations.md says");
    add("ejection", Setting.EJECTION, text);
  }

  private void connections(TrafficPlan.Connections plan) {
    some("connections", Setting.CONNECTIONS, "at most %d connections", plan.most());
    some("waiting calls", Setting.WAITING_CALLS, "at most %d calls wait for one", plan.waiting());
    some(
        "calls of a connection",
        Setting.CALLS_PER_CONNECTION,
        "at most %d calls by each connection",
        plan.callsEach());
    some(
        "connect timeout",
        Setting.CONNECT_TIMEOUT,
        "connections made within %d ms",
        plan.connectMillis());
    some(
        "idle connections",
        Setting.CONNECTION_IDLE,
        "connections idle for at most %d ms",
        plan.idleMillis());
    some(
        "age of connections",
        Setting.CONNECTION_AGE,
        "connections at most %d ms old",
        plan.lifetimeMillis());
    if (!plan.proxy().isEmpty()) {
      add("proxy", Setting.PROXY, "through the proxy " + plan.proxy());
    }
  }

  /** The plan's -1 leaves a limit to the runtime. */
  private void some(String label, Setting setting, String words, long limit) {
    if (limit >= 0) {
      add(label, setting, words.formatted(limit));
    }
  }

  private void add(String label, Setting setting, String text) {
    facts.add(Fact.of(label, text, decided, setting));
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
