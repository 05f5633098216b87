package routec.compiler.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.BackendRef;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.RouteRule;

/** Links the rules of routes to backends, each rule once for all listeners. */
final class RouteLinker {
  private final References references;
  private final BackendLinker backends;
  private final Map<ObjectId, List<LinkedRule>> rules = new TreeMap<>();
  private final Set<ObjectId> used = new TreeSet<>();

  RouteLinker(References references, BackendLinker backends) {
    this.references = references;
    this.backends = backends;
  }

  List<LinkedRule> rules(AIGatewayRoute route) {
    List<LinkedRule> known = rules.get(route.meta().id());
    if (known == null) {
      known = route.rules().stream().map(rule -> rule(route, rule)).toList();
      rules.put(route.meta().id(), known);
    }
    return known;
  }

  /** Whether a route refers to an AIServiceBackend. */
  boolean uses(AIServiceBackend backend) {
    return used.contains(backend.meta().id());
  }

  private LinkedRule rule(AIGatewayRoute route, RouteRule rule) {
    List<LinkedAttempt> attempts = new ArrayList<>();
    boolean whole = route.meta().sound();
    for (BackendRef ref : rule.backendRefs()) {
      Optional<LinkedAttempt> attempt = attempt(route, ref);
      whole &= attempt.isPresent();
      attempt.filter(one -> one.weight().value() > 0).ifPresent(attempts::add);
    }
    attempts.sort(Comparator.comparing(one -> one.priority().value()));
    return new LinkedRule(
        rule, rule.matches(), attempts, Optional.empty(), Optional.empty(), whole);
  }

  private Optional<LinkedAttempt> attempt(AIGatewayRoute route, BackendRef ref) {
    if (!ref.ref().kind().value().equals("AIServiceBackend")) {
      return Optional.empty();
    }
    used.add(ref.ref().target(route.meta().id().namespace()));
    return references
        .resolve(ref.ref(), route.meta(), AIServiceBackend.class, Code.RC0301)
        .flatMap(backends::of)
        .map(backend ->
            new LinkedAttempt(
                backend,
                ref.priority(),
                ref.weight(),
                ref.modelNameOverride(),
                Mutations.headers(backend.manifest().headerMutation(), ref.headerMutation()),
                Mutations.body(backend.manifest().bodyMutation(), ref.bodyMutation()),
                ref.span()));
  }
}
