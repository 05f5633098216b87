package routec.runtime.spi;

import java.util.List;

/** One rule of an AIGatewayRoute, compiled. */
public interface Route {
  /** {@code namespace/name/rule-index}, for logs and metrics. */
  String name();

  /**
   * The attempts that serve an endpoint, in the manifest's order; empty where the rule has none.
   */
  List<Attempt> attempts(Endpoint endpoint);

  /** How long its calls may take. */
  Timeouts timeouts();

  /** How it treats its backends. */
  Traffic traffic();
}
