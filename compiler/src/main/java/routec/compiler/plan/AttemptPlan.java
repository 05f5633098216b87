package routec.compiler.plan;

import java.util.Map;

/**
 * One backend that a rule may send a call to.
 *
 * @param backend where to
 * @param priority 0 is tried first
 * @param weight the share of calls inside its priority; at least 1
 * @param model what to ask the backend for
 * @param mutation what changes in its requests
 * @param decided the lines of what a manifest decides of it; what is missing is a default
 * @param origin the backendRef
 */
public record AttemptPlan(
    BackendPlan backend,
    int priority,
    int weight,
    ModelPlan model,
    MutationPlan mutation,
    Map<Setting, Origin> decided,
    Origin origin) {

  public AttemptPlan {
    decided = Map.copyOf(decided);
  }
}
