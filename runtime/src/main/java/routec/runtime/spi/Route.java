package routec.runtime.spi;

import java.time.Duration;
import java.util.List;

/** One rule of an AIGatewayRoute, compiled. */
public interface Route {
  /** {@code namespace/name/rule-index}, for logs and metrics. */
  String name();

  /**
   * The attempts that serve an endpoint, in the manifest's order; empty where the rule has none.
   */
  List<Attempt> attempts(Endpoint endpoint);

  /** How long the whole call may take, zero for no limit. */
  Duration requestTimeout();

  /** How long a begun stream may be silent, zero for the runtime's own limit. */
  Duration streamIdleTimeout();
}
