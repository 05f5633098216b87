package routec.compiler.link;

import java.util.List;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.manifest.RouteRule;

/**
 * A rule with its attempts.
 *
 * <p>The same object is shared by all listeners that take the route.
 *
 * @param manifest the rule: timeouts, model list entry, place
 * @param matches any of these lets a request in; empty lets every request in
 * @param attempts by priority, then in the manifest's order; those of weight 0 are left out
 * @param whole whether every backendRef could be resolved; always so past the gate
 */
public record LinkedRule(
    RouteRule manifest, List<RouteMatch> matches, List<LinkedAttempt> attempts, boolean whole) {

  public LinkedRule {
    matches = List.copyOf(matches);
    attempts = List.copyOf(attempts);
  }
}
