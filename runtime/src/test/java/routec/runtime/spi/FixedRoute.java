package routec.runtime.spi;

import java.util.List;
import java.util.Set;

/** A route for tests: the same attempts at some endpoints, none at the others. */
public record FixedRoute(
    String name, Set<Endpoint> endpoints, List<Attempt> all, Timeouts timeouts, Traffic traffic)
    implements Route {

  /** With the limits that hold where no manifest says any. */
  public FixedRoute(String name, Set<Endpoint> endpoints, List<Attempt> all) {
    this(name, endpoints, all, Timeouts.USUAL, Traffic.USUAL);
  }

  @Override
  public List<Attempt> attempts(Endpoint endpoint) {
    return endpoints.contains(endpoint) ? all : List.of();
  }
}
