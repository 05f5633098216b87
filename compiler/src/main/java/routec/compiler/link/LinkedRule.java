package routec.compiler.link;

import java.util.List;
import java.util.Optional;
import routec.compiler.manifest.BackendTrafficPolicy;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.manifest.RouteRule;
import routec.compiler.source.Located;

/**
 * A rule with its attempts.
 *
 * <p>The same object is shared by all listeners that take the route and treat it alike.
 *
 * @param manifest the rule: timeouts, model list entry, place
 * @param matches any of these lets a request in; empty lets every request in
 * @param attempts by priority, then in the manifest's order; those of weight 0 are left out
 * @param traffic the BackendTrafficPolicy that holds, where there is one
 * @param proxy {@code host:port} of the proxy to its backends, where its Gateway has one
 * @param whole whether every backendRef could be resolved; always so past the gate
 */
public record LinkedRule(
    RouteRule manifest,
    List<RouteMatch> matches,
    List<LinkedAttempt> attempts,
    Optional<BackendTrafficPolicy> traffic,
    Optional<Located<String>> proxy,
    boolean whole) {

  public LinkedRule {
    matches = List.copyOf(matches);
    attempts = List.copyOf(attempts);
  }

  LinkedRule with(Optional<BackendTrafficPolicy> policy, Optional<Located<String>> through) {
    return new LinkedRule(manifest, matches, attempts, policy, through, whole);
  }
}
