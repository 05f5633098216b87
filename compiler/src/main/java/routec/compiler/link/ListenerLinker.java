package routec.compiler.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.ClientTrafficPolicy;
import routec.compiler.manifest.Gateway;
import routec.compiler.manifest.Listener;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/** Hangs routes on the listeners that take them. */
final class ListenerLinker {
  private static final String ASSUMED_LISTENER = "http";
  private static final int ASSUMED_PORT = 80;

  private final ObjectIndex objects;
  private final References references;
  private final Policies policies;
  private final RouteLinker routes;
  private final TrafficLinker traffic;
  private final Diagnostics diagnostics;
  private final Map<ObjectId, List<Place>> places = new TreeMap<>();

  /** A listener while its routes are collected. */
  private record Place(
      ObjectId gateway, Listener listener, boolean assumed, List<LinkedRoute> routes) {
    String path() {
      return gateway.path() + "/" + listener.name().value();
    }
  }

  ListenerLinker(
      ObjectIndex objects,
      References references,
      Policies policies,
      RouteLinker routes,
      TrafficLinker traffic,
      Diagnostics diagnostics) {
    this.objects = objects;
    this.references = references;
    this.policies = policies;
    this.routes = routes;
    this.traffic = traffic;
    this.diagnostics = diagnostics;
  }

  List<LinkedListener> link() {
    objects.of(Gateway.class).forEach(this::addGateway);
    objects.of(AIGatewayRoute.class).forEach(this::attach);
    List<LinkedListener> linked = new ArrayList<>();
    places.values().forEach(list -> list.forEach(place -> linked.add(listener(place))));
    return linked;
  }

  private void addGateway(Gateway gateway) {
    List<Place> list = new ArrayList<>();
    for (Listener listener : gateway.listeners()) {
      boolean http = Set.of("HTTP", "HTTPS").contains(listener.protocol().value());
      if (http && !listener.name().value().isEmpty() && listener.port().value() > 0) {
        list.add(new Place(gateway.meta().id(), listener, false, new ArrayList<>()));
      }
      checkCertificates(gateway, listener);
    }
    places.put(gateway.meta().id(), list);
    gateway
        .infrastructure()
        .ifPresent(ref -> references.resolve(ref, gateway.meta(), Manifest.class, Code.RC0314));
    Ref gatewayClass =
        new Ref(
            new Located<>("gateway.networking.k8s.io", gateway.gatewayClassName().span()),
            new Located<>("GatewayClass", gateway.gatewayClassName().span()),
            Optional.empty(),
            gateway.gatewayClassName(),
            Optional.empty(),
            Optional.empty(),
            gateway.gatewayClassName().span());
    references.resolveCluster(gatewayClass, gateway.meta(), Code.RC0314);
  }

  private void checkCertificates(Gateway gateway, Listener listener) {
    for (Ref ref : listener.certificateRefs()) {
      references.resolve(ref, gateway.meta(), Manifest.class, Code.RC0304);
    }
  }

  private void attach(AIGatewayRoute route) {
    List<LinkedRule> rules = routes.rules(route);
    Set<String> served = new TreeSet<>();
    Set<String> taken = new TreeSet<>();
    boolean mistaken = !route.meta().sound();
    for (Ref ref : route.parentRefs()) {
      Optional<List<Place>> candidates = candidates(route, ref);
      mistaken |= candidates.isEmpty();
      for (Place place : candidates.orElse(List.of())) {
        hostnames(route, place.listener(), served)
            .filter(_ -> taken.add(place.path()))
            .ifPresent(names -> place.routes().add(linked(route, names, rules, place)));
      }
    }
    if (!mistaken && route.parentRefs().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0310,
                  route.meta().span(),
                  "No Gateway takes the route `%s`: it has no parentRefs."
                      .formatted(route.meta().id().name()))
              .about(route.meta().id().toString())
              .hint("name its Gateway under `spec.parentRefs`"));
    }
    if (!mistaken && !route.parentRefs().isEmpty()) {
      reportUnserved(route, served);
    }
  }

  private LinkedRoute linked(
      AIGatewayRoute route, List<String> names, List<LinkedRule> rules, Place place) {
    String listener = place.listener().name().value();
    return new LinkedRoute(route, names, traffic.rules(route, rules, place.gateway(), listener));
  }

  /** The listeners that a parentRef means; none if a mistake about it is reported. */
  private Optional<List<Place>> candidates(AIGatewayRoute route, Ref ref) {
    ObjectId id = ref.target(route.meta().id().namespace());
    if (ref.isPlaceholder() || !id.kind().equals("Gateway")) {
      return Optional.empty();
    }
    Optional<Manifest> found = objects.find(id);
    if (found.isEmpty()) {
      return assume(route, ref, id);
    }
    List<Place> all = places.getOrDefault(id, List.of());
    if (found.get() instanceof Gateway gateway && !gateway.meta().sound()) {
      return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
    if (all.isEmpty()) {
      return Optional.empty(); // its listeners are reported as not supported
    }
    List<Place> named = all.stream().filter(place -> isMeant(ref, place.listener())).toList();
    if (named.isEmpty()) {
      diagnostics.add(noListener(route, ref, id, all));
      return Optional.empty();
    }
    List<Place> open = named.stream().filter(place -> takes(place, route)).toList();
    if (open.isEmpty()) {
      diagnostics.add(closed(route, ref, named.getFirst()));
      return Optional.empty();
    }
    return Optional.of(open);
  }

  private Optional<List<Place>> assume(AIGatewayRoute route, Ref ref, ObjectId id) {
    if (objects.isExcused(id) || !route.meta().sound()) {
      return Optional.empty();
    }
    if (isTaken(ASSUMED_PORT)) {
      references.resolve(ref, route.meta(), Gateway.class, Code.RC0301);
      return Optional.empty();
    }
    List<String> names =
        objects
            .of(Gateway.class)
            .map(gateway -> gateway.meta().id())
            .filter(other -> other.namespace().equals(id.namespace()))
            .map(ObjectId::name)
            .toList();
    if (Nearest.to(id.name(), names).isPresent()) {
      references.resolve(ref, route.meta(), Gateway.class, Code.RC0301);
      return Optional.empty();
    }
    if (!places.containsKey(id)) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0309,
                  ref.name().span(),
                  "No input defines the Gateway `%s`; an HTTP listener on port %d is assumed."
                      .formatted(Words.shorten(id.name()), ASSUMED_PORT))
              .about(route.meta().id().toString())
              .hint("add the file that defines it, if it has other listeners"));
    }
    List<Place> list = places.computeIfAbsent(id, _ -> new ArrayList<>());
    String name = ref.sectionName().map(Located::value).orElse(ASSUMED_LISTENER);
    Optional<Place> known =
        list.stream().filter(place -> place.listener().name().value().equals(name)).findFirst();
    if (known.isEmpty()) {
      list.add(new Place(id, assumed(name, ref.name().span()), true, new ArrayList<>()));
    }
    return Optional.of(List.of(known.orElseGet(list::getLast)));
  }

  /** Whether a Gateway of the input has a port, so that no other can be assumed to have it. */
  private boolean isTaken(int port) {
    return objects
        .of(Gateway.class)
        .flatMap(gateway -> gateway.listeners().stream())
        .anyMatch(listener -> listener.port().value() == port);
  }

  private static Listener assumed(String name, Span span) {
    return new Listener(
        new Located<>(name, span),
        new Located<>("HTTP", span),
        new Located<>(ASSUMED_PORT, span),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Located<>("All", span),
        List.of(),
        span);
  }

  private static boolean isMeant(Ref ref, Listener listener) {
    boolean name =
        ref.sectionName()
            .filter(section -> !section.value().equals(listener.name().value()))
            .isEmpty();
    boolean port =
        ref.port().filter(wanted -> !wanted.value().equals(listener.port().value())).isEmpty();
    return name && port;
  }

  private static boolean takes(Place place, AIGatewayRoute route) {
    String from = place.listener().namespaces().value();
    boolean near = place.gateway().namespace().equals(route.meta().id().namespace());
    List<String> kinds = place.listener().kinds().stream().map(Located::value).toList();
    boolean kind =
        kinds.isEmpty() || kinds.contains("HTTPRoute") || kinds.contains("AIGatewayRoute");
    return kind && !from.equals("None") && (near || !from.equals("Same"));
  }

  private static Diagnostic noListener(
      AIGatewayRoute route, Ref ref, ObjectId gateway, List<Place> all) {
    Span span =
        ref.sectionName()
            .map(Located::span)
            .or(() -> ref.port().map(Located::span))
            .orElse(ref.name().span());
    String wanted =
        ref.sectionName()
            .map(section -> "named `" + Words.shorten(section.value()) + "`")
            .or(() -> ref.port().map(port -> "on port " + port.value()))
            .orElse("");
    List<String> names =
        all.stream().map(place -> place.listener().name().value()).sorted().toList();
    return Diagnostic.of(Code.RC0302, span, gateway + " has no listener " + wanted + ".")
        .about(route.meta().id().toString())
        .related("its listeners", all.getFirst().listener().name().span())
        .hint(
            ref.sectionName()
                .flatMap(section -> Nearest.to(section.value(), names))
                .map(near -> "did you mean `" + near + "`?")
                .orElse("it has `" + String.join("`, `", names) + "`"));
  }

  private static Diagnostic closed(AIGatewayRoute route, Ref ref, Place place) {
    Listener listener = place.listener();
    return Diagnostic.of(
            Code.RC0312,
            ref.name().span(),
            "The listener `%s` of %s does not take %s."
                .formatted(
                    listener.name().value(),
                    place.gateway(),
                    listener.kinds().isEmpty()
                        ? "routes from namespace `" + route.meta().id().namespace() + "`"
                        : "AIGatewayRoutes"))
        .about(route.meta().id().toString())
        .related("the listener", listener.name().span())
        .hint(
            listener.kinds().isEmpty()
                ? "set `allowedRoutes.namespaces.from: All` on the listener, or move the route"
                : "add kind `HTTPRoute` to the listener's `allowedRoutes.kinds`");
  }

  /** The hostnames that a route serves at a listener; none if they have nothing in common. */
  private static Optional<List<String>> hostnames(
      AIGatewayRoute route, Listener listener, Set<String> served) {
    if (listener.hostname().isEmpty() || route.hostnames().isEmpty()) {
      route.hostnames().forEach(name -> served.add(name.value()));
      List<Located<String>> names = listener.hostname().map(List::of).orElse(route.hostnames());
      return Optional.of(
          names.stream().map(name -> name.value().toLowerCase(Locale.ROOT)).distinct().toList());
    }
    Set<String> common = new LinkedHashSet<>();
    for (Located<String> name : route.hostnames()) {
      Hostnames.common(name.value(), listener.hostname().get().value())
          .ifPresent(both -> {
            served.add(name.value());
            common.add(both);
          });
    }
    return common.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(common));
  }

  private void reportUnserved(AIGatewayRoute route, Set<String> served) {
    for (Located<String> name : route.hostnames()) {
      if (!served.contains(name.value())) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0425,
                    name.span(),
                    "No listener of the route's Gateways serves the hostname `%s`."
                        .formatted(name.value()))
                .about(route.meta().id().toString())
                .hint("take it out, or give a listener a hostname that covers it"));
      }
    }
  }

  private LinkedListener listener(Place place) {
    Listener listener = place.listener();
    Optional<Located<Long>> limit =
        policies.client(place.gateway(), listener.name().value()).stream()
            .map(ClientTrafficPolicy::bufferLimit)
            .flatMap(Optional::stream)
            .findFirst();
    return new LinkedListener(
        place.gateway(),
        listener.name().value(),
        listener.protocol().value(),
        listener.port(),
        listener.hostname().map(name -> name.value().toLowerCase(Locale.ROOT)),
        listener.certificateRefs(),
        limit,
        place.assumed(),
        place.routes(),
        listener.name().span());
  }
}
