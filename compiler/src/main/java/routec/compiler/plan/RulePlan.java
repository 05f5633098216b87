package routec.compiler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of an AIGatewayRoute, for one model where it names some.
 *
 * @param name {@code namespace/name/rule-index}
 * @param model the model that clients name to come here; without one, any
 * @param attempts by priority, then in the manifest's order
 * @param requestTimeout how long the whole call may take; zero for no limit
 * @param backendTimeout how long one attempt may take; zero for no limit
 * @param streamIdleTimeout how long a stream may be silent; zero for the runtime's own limit
 * @param traffic how it treats its backends
 * @param decided the lines of what a manifest decides of it; what is missing is a default
 * @param ownedBy who {@code /v1/models} says owns the model
 * @param created since when, in seconds since 1970; zero where the manifest says nothing
 * @param origin the rule
 */
public record RulePlan(
    String name,
    Optional<String> model,
    List<AttemptPlan> attempts,
    Duration requestTimeout,
    Duration backendTimeout,
    Duration streamIdleTimeout,
    TrafficPlan traffic,
    Map<Setting, Origin> decided,
    String ownedBy,
    long created,
    Origin origin) {

  public RulePlan {
    attempts = List.copyOf(attempts);
    decided = Map.copyOf(decided);
  }
}
