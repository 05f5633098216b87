package routec.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.AuthorizationPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.MutationPlan;
import routec.compiler.plan.Origin;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.Setting;
import routec.compiler.plan.TraitsPlan;

/**
 * Says in words what each node of the plan decides: the one place that explain, diff and graph read
 * the plan through, so that none of them forgets what another shows.
 */
public final class Facts {
  private Facts() {}

  /** What a listener decides for all its calls. */
  static List<Fact> of(ListenerPlan listener) {
    return List.of(
        Fact.of("port", "port " + listener.port(), listener.decided(), Setting.PORT),
        Fact.of(
            "body limit",
            "bodies up to " + bytes(listener.maxBodyBytes()),
            listener.decided(),
            Setting.BODY_LIMIT));
  }

  /** What a rule decides for all its attempts. */
  static List<Fact> of(RulePlan rule) {
    return RuleFacts.of(rule);
  }

  /** What decides a single attempt: model, API, endpoint, credentials. */
  static List<Fact> of(AttemptPlan attempt) {
    BackendPlan backend = attempt.backend();
    List<Fact> facts = new ArrayList<>();
    facts.add(model(attempt.model()));
    base(attempt).ifPresent(facts::add);
    facts.add(api(backend));
    endpoint(facts, backend.target());
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

  /** When an attempt has its turn; diff compares those of a whole rule instead. */
  static List<Fact> turn(AttemptPlan attempt) {
    return List.of(
        Fact.of("priority", "priority " + attempt.priority(), attempt.decided(), Setting.PRIORITY),
        Fact.of("weight", "weight " + attempt.weight(), attempt.decided(), Setting.WEIGHT));
  }

  /** The lines that decide what an attempt can't carry: its API and its model. */
  static String losers(AttemptPlan attempt) {
    Optional<Origin> model =
        base(attempt).or(() -> Optional.of(model(attempt.model()))).flatMap(Fact::origin);
    return Stream.concat(api(attempt.backend()).origin().stream(), model.stream())
        .map(Origin::toString)
        .distinct()
        .collect(Collectors.joining(", "));
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
            source(how)));
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

  /** The line that says where credentials come from. */
  private static Optional<Origin> source(AuthorizationPlan how) {
    return switch (how) {
      case AuthorizationPlan.None _ -> Optional.empty();
      case AuthorizationPlan.Signed signed -> Optional.of(signed.source());
      case AuthorizationPlan.ApiKey key -> Optional.of(key.origin());
      case AuthorizationPlan.OfCaller caller -> Optional.of(caller.origin());
    };
  }

  private static Fact model(ModelPlan model) {
    return switch (model) {
      case ModelPlan.Fixed fixed ->
          Fact.of(
              "model",
              "model " + fixed.id() + (fixed.base().isEmpty() ? family(fixed.traits()) : ""),
              fixed.origin());
      case ModelPlan.Client _ -> Fact.of("model", "model as the client names it");
    };
  }

  /** What an ARN or a profile stands for, where the backend says so. */
  private static Optional<Fact> base(AttemptPlan attempt) {
    Optional<String> text =
        switch (attempt.model()) {
          case ModelPlan.Fixed fixed ->
              fixed.base().map(base -> "treated as " + base + family(fixed.traits()));
          case ModelPlan.Client client ->
              client.traits().map(traits -> "treated as family " + traits.family());
        };
    return text.map(words -> Fact.of("base model", words, attempt.decided(), Setting.BASE_MODEL));
  }

  private static String family(TraitsPlan traits) {
    return traits.isConservative()
        ? " (unknown: treated with care)"
        : " (family " + traits.family() + ")";
  }

  private static Fact api(BackendPlan backend) {
    return switch (backend.shape()) {
      case BackendPlan.Converse converse ->
          Fact.of("API", "speaks AWSBedrock (Converse)", converse.origin());
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

  private static void endpoint(List<Fact> facts, BackendPlan.Target target) {
    facts.add(Fact.of("endpoint", "at " + target.host() + ":" + target.port(), target.origin()));
    if (target.tls().isEmpty()) {
      facts.add(Fact.of("TLS", "plain HTTP"));
    }
    target
        .tls()
        .ifPresent(tls -> {
          facts.add(Fact.of("TLS", "TLS as " + tls.serverName(), tls.origin()));
          if (!tls.altNames().isEmpty()) {
            String names = String.join(" or ", tls.altNames());
            facts.add(Fact.of("TLS names", "its certificate names " + names, tls.origin()));
          }
          if (tls.trust().isEmpty()) {
            facts.add(Fact.of("trust", "trusting the system's certificates", tls.origin()));
          }
          for (BackendPlan.Trust trust : tls.trust()) {
            String kind = trust.secret() ? "Secret " : "ConfigMap ";
            facts.add(
                Fact.of(
                    "trust in " + trust.file(), "trusting " + kind + trust.file(), trust.origin()));
          }
          tls.certificate()
              .ifPresent(own ->
                  facts.add(
                      Fact.of("own certificate", "showing Secret " + own.secret(), own.origin())));
        });
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
