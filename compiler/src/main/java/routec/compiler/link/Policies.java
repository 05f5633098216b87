package routec.compiler.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.Backend;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.manifest.BackendTLSPolicy;
import routec.compiler.manifest.ClientTrafficPolicy;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** Which policy holds for which object. */
final class Policies {
  private final ObjectIndex objects;
  private final References references;
  private final Diagnostics diagnostics;
  private final Map<ObjectId, BackendSecurityPolicy> security;
  private final Map<ObjectId, BackendTLSPolicy> tls;
  private final Map<ObjectId, List<ClientTrafficPolicy>> client = new TreeMap<>();
  private final Set<ObjectId> assumedGateways = new LinkedHashSet<>();
  private final Set<ObjectId> contested = new LinkedHashSet<>();

  Policies(ObjectIndex objects, References references, Diagnostics diagnostics) {
    this.objects = objects;
    this.references = references;
    this.diagnostics = diagnostics;
    assumeGateways();
    security = one(BackendSecurityPolicy.class, BackendSecurityPolicy::targetRefs);
    tls = one(BackendTLSPolicy.class, BackendTLSPolicy::targetRefs);
    objects.of(ClientTrafficPolicy.class).forEach(this::addClient);
    objects.of(OtherManifest.class).forEach(this::checkTargets);
  }

  Optional<BackendSecurityPolicy> security(AIServiceBackend backend) {
    return Optional.ofNullable(security.get(backend.meta().id()));
  }

  Optional<BackendTLSPolicy> tls(Backend backend) {
    return Optional.ofNullable(tls.get(backend.meta().id()));
  }

  /** Whether several policies claim an object, which is reported. */
  boolean isContested(ObjectId id) {
    return contested.contains(id);
  }

  /** The policies for a listener: those for just it first, then those for its Gateway. */
  List<ClientTrafficPolicy> client(ObjectId gateway, String listener) {
    List<ClientTrafficPolicy> found = new ArrayList<>();
    for (boolean named : new boolean[] {true, false}) {
      for (ClientTrafficPolicy policy : client.getOrDefault(gateway, List.of())) {
        boolean fits =
            policy.targetRefs().stream()
                .filter(ref -> ref.target(policy.meta().id().namespace()).equals(gateway))
                .anyMatch(ref -> fits(ref, listener, named));
        if (fits && !found.contains(policy)) {
          found.add(policy);
        }
      }
    }
    return found;
  }

  private static boolean fits(Ref ref, String listener, boolean named) {
    Optional<String> section = ref.sectionName().map(Located::value);
    return named ? section.filter(listener::equals).isPresent() : section.isEmpty();
  }

  private <P extends Manifest> Map<ObjectId, P> one(Class<P> kind, Function<P, List<Ref>> targets) {
    Map<ObjectId, P> byTarget = new TreeMap<>();
    Map<ObjectId, Ref> claims = new TreeMap<>();
    for (P policy : objects.of(kind).toList()) {
      for (Ref ref : targets.apply(policy)) {
        ObjectId target = ref.target(policy.meta().id().namespace());
        if (!isThere(ref, target, policy.meta())) {
          continue;
        }
        P first = byTarget.putIfAbsent(target, policy);
        Ref claim = claims.putIfAbsent(target, ref);
        if (first != null && claim != null && !first.equals(policy)) {
          contested.add(target);
          reportTwo(target, policy.meta(), first.meta(), ref, claim.name().span());
        }
      }
    }
    return byTarget;
  }

  void reportTwo(ObjectId target, Meta policy, Meta first, Ref ref, Span place) {
    diagnostics.add(
        Diagnostic.of(
                Code.RC0416,
                ref.name().span(),
                "Two %s objects target %s: `%s` and `%s`."
                    .formatted(policy.id().kind(), target, first.id().name(), policy.id().name()))
            .about(policy.id().toString())
            .related("the other one", place)
            .hint("keep one policy a target"));
  }

  private void addClient(ClientTrafficPolicy policy) {
    for (Ref ref : policy.targetRefs()) {
      ObjectId target = ref.target(policy.meta().id().namespace());
      if (isThere(ref, target, policy.meta())) {
        client.computeIfAbsent(target, _ -> new ArrayList<>()).add(policy);
      }
    }
  }

  private void checkTargets(OtherManifest policy) {
    for (Ref ref : policy.targetRefs()) {
      isThere(ref, ref.target(policy.meta().id().namespace()), policy.meta());
    }
  }

  /** Whether a target is in the input; reports it if not. */
  boolean isThere(Ref ref, ObjectId target, Meta policy) {
    boolean generated =
        target.kind().equals("HTTPRoute")
            && objects
                .find(new ObjectId("AIGatewayRoute", target.namespace(), target.name()))
                .filter(AIGatewayRoute.class::isInstance)
                .isPresent();
    if (ref.isPlaceholder() || generated || assumedGateways.contains(target)) {
      return true;
    }
    if (target.kind().equals("InferencePool") || target.kind().equals("Service")) {
      return false;
    }
    return references.resolve(ref, policy, Manifest.class, Code.RC0303).isPresent();
  }

  private void assumeGateways() {
    objects
        .of(AIGatewayRoute.class)
        .forEach(route ->
            route.parentRefs().stream()
                .map(ref -> ref.target(route.meta().id().namespace()))
                .filter(id -> id.kind().equals("Gateway"))
                .filter(id -> objects.find(id).filter(Gateway.class::isInstance).isEmpty())
                .forEach(assumedGateways::add));
  }
}
