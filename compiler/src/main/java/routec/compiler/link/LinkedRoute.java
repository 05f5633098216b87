package routec.compiler.link;

import java.util.List;
import routec.compiler.manifest.AIGatewayRoute;

/**
 * An AIGatewayRoute at one listener.
 *
 * @param manifest the route
 * @param hostnames the hostnames that it serves here, in lower case: what the route and the
 *     listener have in common; empty for any
 * @param rules in the manifest's order
 */
public record LinkedRoute(AIGatewayRoute manifest, List<String> hostnames, List<LinkedRule> rules) {

  public LinkedRoute {
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
  }
}
