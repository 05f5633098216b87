package routec.compiler.link;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.Manifests;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Secret;
import routec.compiler.source.Located;

/**
 * Resolves every reference, or says which one leads nowhere.
 *
 * <ol>
 *   <li>index the objects; the same object twice is found here
 *   <li>find the policies of each target
 *   <li>link every AIServiceBackend to its endpoint and credentials
 *   <li>link every route's rules to backends
 *   <li>hang the routes on the listeners that take them
 *   <li>follow what helper objects name
 * </ol>
 */
public final class Linker {
  private final Diagnostics diagnostics;

  public Linker(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  public LinkedGateway link(Manifests manifests) {
    ObjectIndex objects = ObjectIndex.of(manifests, diagnostics);
    References references = new References(objects, diagnostics);
    Policies policies = new Policies(objects, references, diagnostics);
    BackendLinker backends = new BackendLinker(objects, references, policies, diagnostics);
    backends.linkAll();
    RouteLinker routes = new RouteLinker(references, backends);
    TrafficLinker traffic =
        new TrafficLinker(
            objects, policies, new ForwardProxies(objects, references, diagnostics), diagnostics);
    ListenerLinker listeners =
        new ListenerLinker(objects, references, policies, routes, traffic, diagnostics);
    List<LinkedListener> linked = listeners.link();
    new HelperLinker(objects, references).link();
    references.report();
    new Unused(objects, routes, backends, diagnostics).report(linked);
    return new LinkedGateway(
        linked, backends.linked(), secrets(backends, linked, objects), manifests);
  }

  /** The Secrets that linked objects read, each once. */
  private static List<Secret> secrets(
      BackendLinker backends, List<LinkedListener> listeners, ObjectIndex objects) {
    Set<ObjectId> used = new TreeSet<>();
    for (LinkedBackend backend : backends.linked()) {
      used.addAll(backend.credentials().secrets());
      backend.upstreams().stream()
          .flatMap(upstream -> upstream.tls().stream())
          .forEach(tls -> {
            tls.trust().forEach(trust -> used.add(trust.source()));
            tls.clientCertificate().map(Located::value).ifPresent(used::add);
          });
    }
    for (LinkedListener listener : listeners) {
      listener
          .certificateRefs()
          .forEach(ref -> used.add(ref.target(listener.gateway().namespace())));
    }
    return used.stream()
        .flatMap(id ->
            objects
                .find(id)
                .map(found ->
                    found instanceof Secret secret ? Stream.of(secret) : Stream.<Secret>of())
                .orElse(Stream.of()))
        .toList();
  }
}
