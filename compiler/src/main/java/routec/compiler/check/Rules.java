package routec.compiler.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.LinkedRoute;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.ObjectId;

/** The linked rules of a gateway, each once however many listeners take its route. */
final class Rules {
  private Rules() {}

  /**
   * A rule with the route that it stands in.
   *
   * @param route the route
   * @param rule the rule
   */
  record Placed(AIGatewayRoute route, LinkedRule rule) {
    String object() {
      return route.meta().id().toString();
    }

    /** How people call it: by its name or its place. */
    String name() {
      return rule.manifest()
          .name()
          .map(name -> "`" + name.value() + "`")
          .orElse(String.valueOf(rule.manifest().index() + 1));
    }
  }

  static List<Placed> of(LinkedGateway gateway) {
    Map<ObjectId, LinkedRoute> routes = new TreeMap<>();
    gateway.listeners().stream()
        .flatMap(listener -> listener.routes().stream())
        .forEach(route -> routes.putIfAbsent(route.manifest().meta().id(), route));
    return routes.values().stream()
        .flatMap(route -> route.rules().stream().map(rule -> new Placed(route.manifest(), rule)))
        .toList();
  }
}
