package routec.compiler.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;

/**
 * Finds the BackendTrafficPolicy of every rule: the one for just it, for its route (known as the
 * HTTPRoute of the same name), for the listener, or for the Gateway; the nearest wins.
 */
final class TrafficLinker {
  private final ObjectIndex objects;
  private final Policies policies;
  private final ForwardProxies proxies;
  private final Diagnostics diagnostics;
  private final Map<Place, List<BackendTrafficPolicy>> byPlace = new HashMap<>();
  private final Map<List<ObjectId>, BackendTrafficPolicy> merged = new HashMap<>();
  private final Map<ObjectId, Map<Key, List<LinkedRule>>> known = new TreeMap<>();

  /** A target with the rule or listener that is meant; empty for all of it. */
  private record Place(ObjectId target, String section) {}

  /** What may differ between the listeners of one route. */
  private record Key(List<Optional<BackendTrafficPolicy>> policies, Optional<String> proxy) {}

  TrafficLinker(
      ObjectIndex objects, Policies policies, ForwardProxies proxies, Diagnostics diagnostics) {
    this.objects = objects;
    this.policies = policies;
    this.proxies = proxies;
    this.diagnostics = diagnostics;
    objects.of(BackendTrafficPolicy.class).forEach(this::add);
  }

  /** A route's rules as a listener of a Gateway serves them, shared where nothing differs. */
  List<LinkedRule> rules(
      AIGatewayRoute route, List<LinkedRule> rules, ObjectId gateway, String listener) {
    List<Optional<BackendTrafficPolicy>> found =
        rules.stream().map(rule -> policy(route, rule, gateway, listener)).toList();
    Optional<Located<String>> proxy = proxies.of(gateway);
    if (proxy.isEmpty() && found.stream().allMatch(Optional::isEmpty)) {
      return rules;
    }
    return known
        .computeIfAbsent(route.meta().id(), _ -> new HashMap<>())
        .computeIfAbsent(new Key(found, proxy.map(Located::value)), _ -> with(rules, found, proxy));
  }

  private static List<LinkedRule> with(
      List<LinkedRule> rules,
      List<Optional<BackendTrafficPolicy>> found,
      Optional<Located<String>> proxy) {
    List<LinkedRule> result = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      result.add(rules.get(i).with(found.get(i), proxy));
    }
    return List.copyOf(result);
  }

  private Optional<BackendTrafficPolicy> policy(
      AIGatewayRoute route, LinkedRule rule, ObjectId gateway, String listener) {
    ObjectId id = route.meta().id();
    ObjectId http = new ObjectId("HTTPRoute", id.namespace(), id.name());
    Optional<BackendTrafficPolicy> wide =
        first(new Place(gateway, listener), new Place(gateway, ""));
    String name = rule.manifest().name().map(Located::value).orElse("");
    Optional<BackendTrafficPolicy> near = first(new Place(http, name), new Place(http, ""));
    if (near.isPresent() && near.get().mergeType().isPresent() && wide.isPresent()) {
      BackendTrafficPolicy over = wide.get();
      return Optional.of(
          merged.computeIfAbsent(
              List.of(near.get().meta().id(), over.meta().id()), _ -> near.get().over(over)));
    }
    return near.or(() -> wide);
  }

  private Optional<BackendTrafficPolicy> first(Place... places) {
    return Stream.of(places)
        .flatMap(place -> byPlace.getOrDefault(place, List.of()).stream())
        .findFirst();
  }

  private void add(BackendTrafficPolicy policy) {
    for (Ref ref : policy.targetRefs()) {
      ObjectId target = ref.target(policy.meta().id().namespace());
      if (!policies.isThere(ref, target, policy.meta())) {
        continue;
      }
      String section = ref.sectionName().map(Located::value).orElse("");
      ref.sectionName().ifPresent(name -> checkSection(policy, target, name));
      List<BackendTrafficPolicy> there =
          byPlace.computeIfAbsent(new Place(target, section), _ -> new ArrayList<>());
      if (there.isEmpty()) {
        there.add(policy);
      } else if (!there.getFirst().equals(policy)) {
        BackendTrafficPolicy first = there.getFirst();
        policies.reportTwo(target, policy.meta(), first.meta(), ref, first.meta().span());
      }
    }
  }

  private void checkSection(BackendTrafficPolicy policy, ObjectId target, Located<String> section) {
    Optional<List<String>> names =
        switch (target.kind()) {
          case "HTTPRoute" ->
              objects
                  .find(new ObjectId("AIGatewayRoute", target.namespace(), target.name()))
                  .filter(found -> found instanceof AIGatewayRoute && found.meta().sound())
                  .map(found ->
                      ((AIGatewayRoute) found)
                          .rules().stream()
                              .flatMap(rule -> rule.name().stream())
                              .map(Located::value)
                              .toList());
          case "Gateway" ->
              objects
                  .find(target)
                  .filter(Gateway.class::isInstance)
                  .map(found ->
                      ((Gateway) found)
                          .listeners().stream().map(one -> one.name().value()).toList());
          default -> Optional.empty();
        };
    if (names.isPresent() && !names.get().contains(section.value())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0303,
                  section.span(),
                  "%s has no %s `%s`."
                      .formatted(
                          target,
                          target.kind().equals("Gateway") ? "listener" : "rule named",
                          Words.shorten(section.value())))
              .about(policy.meta().id().toString())
              .hint(
                  Nearest.to(section.value(), names.get())
                      .map(near -> "did you mean `" + near + "`?")
                      .orElse("without `sectionName` the policy is for all of it")));
    }
  }
}
