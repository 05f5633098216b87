package routec.compiler.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.AuthorizationPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.MutationPlan;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.TrafficPlan;

/**
 * Says in words what each node of the plan decides: the one place that explain, diff and graph read
 * the plan through, so that none of them forgets what another shows.
 */
public final class Facts {
  private Facts() {}

  /** What a listener decides for all its calls. */
  static List<Fact> of(ListenerPlan listener) {
    return List.of(
        Fact.of("port", "port " + listener.port(), listener.origin()),
        Fact.of("body limit", "bodies up to " + bytes(listener.maxBodyBytes())));
  }

  /** What a rule decides for all its attempts. */
  static List<Fact> of(RulePlan rule) {
    List<Fact> facts = new ArrayList<>();
    limit(facts, "request timeout", "the whole call", rule.requestTimeout(), rule);
    limit(facts, "attempt timeout", "one attempt", rule.backendTimeout(), rule);
    limit(facts, "stream silence", "silence in a stream", rule.streamIdleTimeout(), rule);
    rule.traffic().retry().ifPresent(retry -> retries(facts, retry));
    rule.traffic().ejection().ifPresent(ejection -> ejections(facts, ejection));
    rule.traffic().connections().ifPresent(connections -> connections(facts, connections));
    return List.copyOf(facts);
  }

  /** What decides a single attempt: model, API, endpoint, credentials. */
  static List<Fact> of(AttemptPlan attempt) {
    BackendPlan backend = attempt.backend();
    List<Fact> facts = new ArrayList<>();
    facts.add(model(attempt.model()));
    facts.add(api(backend));
    facts.add(endpoint(backend.target()));
    facts.addAll(authorization(backend));
    for (MutationPlan.HeaderChange change : attempt.mutation().headers()) {
      String text =
          change
              .value()
              .map(value -> "sets header " + change.name() + ": " + value)
              .orElse("removes header " + change.name());
      facts.add(Fact.of("header " + change.name(), text, change.origin()));
    }
    for (MutationPlan.FieldChange change : attempt.mutation().fields()) {
      String field = String.join(".", change.path());
      String text =
          change
              .json()
              .map(json -> "sets body field " + field + " to " + json)
              .orElse("removes body field " + field);
      facts.add(Fact.of("body field " + field, text, change.origin()));
    }
    return List.copyOf(facts);
  }

  /** The conditions of a way in beside its model; empty where there are none. */
  static String conditions(EntryPlan entry) {
    return entry.headers().stream()
        .map(header -> header.name() + (header.regex() ? " ~ " : " = ") + header.value())
        .collect(Collectors.joining(", "));
  }

  /** How a backend's requests are authorized. */
  public static List<Fact> authorization(BackendPlan backend) {
    AuthorizationPlan how = backend.authorization();
    List<Fact> facts = new ArrayList<>();
    Optional<AuthorizationPlan.Signed> signed = signed(how);
    signed.ifPresent(
        sign -> facts.add(Fact.of("region", "signed for " + sign.region(), sign.origin())));
    String prefix = signed.map(sign -> "signed for " + sign.region() + " ").orElse("");
    String words = how.text();
    facts.add(
        new Fact(
            "credentials",
            words.startsWith(prefix) ? words.substring(prefix.length()) : words,
            how.decidedAt()));
    return List.copyOf(facts);
  }

  /** The region that requests are signed for; none where they are not signed. */
  public static Optional<String> region(BackendPlan backend) {
    return signed(backend.authorization()).map(AuthorizationPlan.Signed::region);
  }

  private static Optional<AuthorizationPlan.Signed> signed(AuthorizationPlan how) {
    return switch (how) {
      case AuthorizationPlan.Signed signed -> Optional.of(signed);
      case AuthorizationPlan.OfCaller caller -> signed(caller.configured());
      case AuthorizationPlan.None _, AuthorizationPlan.ApiKey _ -> Optional.empty();
    };
  }

  private static Fact model(ModelPlan model) {
    return switch (model) {
      case ModelPlan.Fixed fixed ->
          Fact.of(
              "model",
              "model "
                  + fixed.id()
                  + (fixed.traits().isConservative()
                      ? " (unknown: treated with care)"
                      : " (family " + fixed.traits().family() + ")"),
              fixed.origin());
      case ModelPlan.Client client ->
          Fact.of(
              "model",
              "model as the client names it"
                  + client
                      .traits()
                      .map(traits -> " (treated as family " + traits.family() + ")")
                      .orElse(""));
    };
  }

  private static Fact api(BackendPlan backend) {
    return switch (backend.shape()) {
      case BackendPlan.Converse _ ->
          Fact.of("API", "speaks AWSBedrock (Converse)", backend.origin());
      case BackendPlan.Claude claude ->
          Fact.of(
              "API",
              "speaks AWSAnthropic (InvokeModel, " + claude.version() + ")",
              claude.origin());
      case BackendPlan.OpenAi openAi ->
          Fact.of("API", "speaks OpenAI under " + openAi.prefix(), openAi.origin());
      case BackendPlan.Anthropic anthropic ->
          Fact.of("API", "speaks Anthropic under " + anthropic.prefix(), anthropic.origin());
    };
  }

  private static Fact endpoint(BackendPlan.Target target) {
    String tls =
        target
            .tls()
            .map(with ->
                ", TLS as "
                    + with.serverName()
                    + (with.trust().isEmpty()
                        ? ""
                        : ", trusting "
                            + with.trust().stream()
                                .map(BackendPlan.Trust::file)
                                .collect(Collectors.joining(" and "))))
            .orElse(", plain HTTP");
    return Fact.of("endpoint", "at " + target.host() + ":" + target.port() + tls, target.origin());
  }

  private static void retries(List<Fact> facts, TrafficPlan.Retry retry) {
    StringBuilder text = new StringBuilder("tries again");
    if (retry.most().isPresent()) {
      text.append(" at most ").append(retry.most().getAsInt()).append(" times");
    }
    if (retry.perPriority() > 0) {
      text.append(", ").append(retry.perPriority()).append(" attempts a priority");
    }
    retry
        .pauseMillis()
        .ifPresent(
            pause -> text.append(", after %d to %d ms".formatted(pause.first(), pause.longest())));
    if (!retry.triggers().isEmpty()) {
      text.append(", upon ").append(String.join(", ", retry.triggers()).toLowerCase(Locale.ROOT));
    }
    if (!retry.statuses().isEmpty()) {
      text.append(", statuses ").append(retry.statuses());
    }
    if (retry.parallel().isPresent()) {
      text.append(", ").append(retry.parallel().getAsInt()).append(" at once");
    }
    if (retry.parallelPercent() > 0) {
      text.append(" and ").append(retry.parallelPercent()).append(" % of the calls under way");
    }
    facts.add(Fact.of("retries", text.toString(), retry.origin()));
  }

  private static void ejections(List<Fact> facts, TrafficPlan.Ejection ejection) {
    String text =
        "a backend rests %d ms after failures in a row (any %d, gateway errors %d, connections %d)"
            .formatted(
                ejection.restMillis(),
                ejection.failures(),
                ejection.gatewayErrors(),
                ejection.connectionFailures());
    facts.add(Fact.of("ejection", text, ejection.origin()));
  }

  private static void connections(List<Fact> facts, TrafficPlan.Connections connections) {
    List<String> limits = new ArrayList<>();
    some(limits, "at most %d", connections.most());
    some(limits, "%d calls waiting", connections.waiting());
    some(limits, "%d calls each", connections.callsEach());
    some(limits, "made within %d ms", connections.connectMillis());
    some(limits, "idle for %d ms", connections.idleMillis());
    some(limits, "alive for %d ms", connections.lifetimeMillis());
    if (!connections.proxy().isEmpty()) {
      limits.add("through the proxy " + connections.proxy());
    }
    facts.add(
        Fact.of("connections", "connections: " + String.join(", ", limits), connections.origin()));
  }

  /** The plan's -1 leaves a limit to the runtime. */
  private static void some(List<String> limits, String words, long limit) {
    if (limit >= 0) {
      limits.add(words.formatted(limit));
    }
  }

  private static void limit(
      List<Fact> facts, String label, String what, Duration most, RulePlan rule) {
    if (!most.isZero()) {
      facts.add(Fact.of(label, "at most " + words(most) + " for " + what, rule.origin()));
    }
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static String bytes(long count) {
    for (int shift : new int[] {30, 20, 10}) {
      if (count >= 1L << shift && count % (1L << shift) == 0) {
        return (count >> shift) + " " + "KMG".charAt(shift / 10 - 1) + "iB";
      }
    }
    return count + " bytes";
  }
}
