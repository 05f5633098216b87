package routec.compiler.lower;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.LinkedListener;
import routec.compiler.link.LinkedRoute;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.RouteRule;
import routec.compiler.manifest.SchemaName;
import routec.compiler.models.BedrockModels;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.GatewayPlan.KnownModel;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.Origin;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.TraitsPlan;
import routec.compiler.source.Located;

/**
 * Turns the linked gateway into the plan: it decides every order and every default that the
 * manifest leaves open, and can't fail past the gate.
 */
public final class Lowering {
  /** What Envoy AI Gateway's own examples set, for prompts with images. */
  static final long DEFAULT_BODY_BYTES = 50L << 20;

  /** Ports under this one need a privilege. */
  private static final int PRIVILEGED = 1024;

  private static final int SHIFT = 10_000;

  /** Into how many parts a weight is cut at most where backends have several addresses. */
  private static final long MOST_SHARES = 1_000;

  private final BedrockModels models;
  private final IdentityHashMap<LinkedBackend, List<BackendPlan>> backends =
      new IdentityHashMap<>();
  private final IdentityHashMap<LinkedRule, Map<Optional<String>, RulePlan>> rules =
      new IdentityHashMap<>();

  public Lowering(BedrockModels models) {
    this.models = models;
  }

  public GatewayPlan lower(LinkedGateway gateway) {
    List<ListenerPlan> listeners = gateway.listeners().stream().map(this::listener).toList();
    List<RulePlan> taken =
        rules.values().stream()
            .map(Map::values)
            .flatMap(Collection::stream)
            .sorted(
                Comparator.comparing(RulePlan::name, Lowering::byNameThenIndex)
                    .thenComparing(rule -> rule.model().orElse("")))
            .toList();
    List<BackendPlan> used =
        backends.values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(BackendPlan::name))
            .toList();
    return new GatewayPlan(listeners, used, taken, knownModels(taken));
  }

  private ListenerPlan listener(LinkedListener listener) {
    TreeSet<String> patterns = new TreeSet<>(Hostnames.MOST_SPECIFIC_FIRST);
    listener.routes().forEach(route -> patterns.addAll(hostnames(route)));
    Map<String, List<EntryPlan>> own = new TreeMap<>();
    for (LinkedRoute route : listener.routes()) {
      List<EntryPlan> entries = entries(route);
      for (String pattern : hostnames(route)) {
        own.computeIfAbsent(pattern, _ -> new ArrayList<>()).addAll(entries);
      }
    }
    // The sort is stable: what has as many conditions stays in the order of the manifests.
    own.values().forEach(entries -> entries.sort(Lowering::moreConditionsFirst));
    List<HostPlan> hosts = patterns.stream().map(pattern -> host(pattern, patterns, own)).toList();
    return new ListenerPlan(
        listener.path(),
        listener.hostname(),
        listener.port().value() < PRIVILEGED
            ? listener.port().value() + SHIFT
            : listener.port().value(),
        listener.bodyLimit().map(Located::value).orElse(DEFAULT_BODY_BYTES),
        hosts,
        Decisions.of(listener),
        Origin.of(listener.span()));
  }

  private static HostPlan host(
      String pattern, Collection<String> patterns, Map<String, List<EntryPlan>> own) {
    List<String> wider =
        patterns.stream()
            .filter(other -> !other.equals(pattern) && Hostnames.covers(other, pattern))
            .toList();
    return new HostPlan(pattern, own.getOrDefault(pattern, List.of()), wider);
  }

  private static Collection<String> hostnames(LinkedRoute route) {
    return route.hostnames().isEmpty() ? List.of("") : new TreeSet<>(route.hostnames());
  }

  private List<EntryPlan> entries(LinkedRoute route) {
    List<EntryPlan> entries = new ArrayList<>();
    for (LinkedRule rule : route.rules()) {
      for (Condition condition : Condition.of(rule)) {
        RulePlan plan =
            rules
                .computeIfAbsent(rule, _ -> new HashMap<>())
                .computeIfAbsent(
                    condition.model().map(Located::value),
                    _ -> rule(route.manifest(), rule, condition.model()));
        entries.add(
            new EntryPlan(plan.model(), condition.headers(), plan, Origin.of(condition.span())));
      }
    }
    return entries;
  }

  private static int moreConditionsFirst(EntryPlan left, EntryPlan right) {
    return Integer.compare(conditions(right), conditions(left));
  }

  private static int conditions(EntryPlan entry) {
    return entry.headers().size() + (entry.model().isPresent() ? 1 : 0);
  }

  private RulePlan rule(AIGatewayRoute route, LinkedRule linked, Optional<Located<String>> model) {
    RouteRule rule = linked.manifest();
    return new RulePlan(
        route.meta().id().path() + "/" + rule.index(),
        model.map(Located::value),
        attempts(linked, model),
        Durations.of(rule.requestTimeout(), Traffic.request(linked)),
        Durations.of(rule.backendRequestTimeout(), Traffic.attempt(linked)),
        Durations.of(rule.streamIdleTimeout(), Traffic.silence(linked)),
        Traffic.lower(linked),
        Decisions.of(linked),
        rule.modelsOwnedBy().value(),
        rule.modelsCreatedAt().map(at -> at.value().getEpochSecond()).orElse(0L),
        Origin.of(rule.span()));
  }

  private List<AttemptPlan> attempts(LinkedRule rule, Optional<Located<String>> clients) {
    long shares =
        rule.attempts().stream()
            .mapToLong(attempt -> attempt.backend().upstreams().size())
            .reduce(1, Lowering::leastCommonMultiple);
    return rule.attempts().stream()
        .flatMap(attempt -> attempts(attempt, clients, shares).stream())
        .toList();
  }

  /** One attempt for each address of the backend; together they have the backend's weight. */
  private List<AttemptPlan> attempts(
      LinkedAttempt attempt, Optional<Located<String>> clients, long shares) {
    List<BackendPlan> addresses = backends.computeIfAbsent(attempt.backend(), Backends::lower);
    long weight = Math.max(1, attempt.weight().value() * shares / addresses.size());
    return addresses.stream()
        .map(address ->
            new AttemptPlan(
                address,
                attempt.priority().value(),
                Math.toIntExact(Math.min(weight, Integer.MAX_VALUE)),
                model(attempt, clients),
                Mutations.lower(attempt.headerMutation(), attempt.bodyMutation()),
                Decisions.of(attempt),
                Origin.of(attempt.span())))
        .toList();
  }

  private static long leastCommonMultiple(long a, long b) {
    long divisor = BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValue();
    return Math.min(a / divisor * b, MOST_SHARES);
  }

  private ModelPlan model(LinkedAttempt attempt, Optional<Located<String>> clients) {
    Optional<String> base = attempt.backend().manifest().baseModel().map(Located::value);
    boolean bare = attempt.backend().schema() == SchemaName.ANTHROPIC;
    Optional<TraitsPlan> baseTraits = base.map(name -> traits(name, bare));
    return attempt
        .modelNameOverride()
        .or(() -> clients)
        .<ModelPlan>map(name ->
            new ModelPlan.Fixed(
                name.value(),
                base,
                baseTraits.orElseGet(() -> traits(name.value(), bare)),
                Origin.of(name.span())))
        .orElseGet(() -> new ModelPlan.Client(baseTraits));
  }

  /** Anthropic's own names of its models lack the vendor that Bedrock puts before them. */
  private TraitsPlan traits(String model, boolean bare) {
    return models
        .find(model)
        .or(() -> bare ? models.find("anthropic." + model) : Optional.empty())
        .map(known -> new TraitsPlan(known.family(), known.traits()))
        .orElse(TraitsPlan.CONSERVATIVE);
  }

  /** The table for models that only clients name; nothing where every rule names its models. */
  private List<KnownModel> knownModels(List<RulePlan> taken) {
    boolean open =
        taken.stream()
            .flatMap(rule -> rule.attempts().stream())
            .anyMatch(attempt ->
                attempt.model() instanceof ModelPlan.Client client
                    && client.traits().isEmpty()
                    && !attempt.backend().shape().isRelay());
    if (!open) {
      return List.of();
    }
    return models.all().stream()
        .map(model -> new KnownModel(model.stem(), new TraitsPlan(model.family(), model.traits())))
        .toList();
  }

  /** {@code a/b/9} before {@code a/b/10}. */
  private static int byNameThenIndex(String left, String right) {
    int leftSlash = left.lastIndexOf('/');
    int rightSlash = right.lastIndexOf('/');
    int byName = left.substring(0, leftSlash).compareTo(right.substring(0, rightSlash));
    return byName != 0
        ? byName
        : Integer.compare(
            Integer.parseInt(left.substring(leftSlash + 1)),
            Integer.parseInt(right.substring(rightSlash + 1)));
  }
}
