package routec.compiler.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The whole gateway, every order in it settled.
 *
 * @param listeners by Gateway, then as the Gateway orders them
 * @param backends those that rules send to, by name
 * @param rules those that listeners take, by name
 * @param models what is known about models, the longest stem first, where a rule takes models that
 *     the manifest does not name; else empty
 */
public record GatewayPlan(
    List<ListenerPlan> listeners,
    List<BackendPlan> backends,
    List<RulePlan> rules,
    List<KnownModel> models) {

  /**
   * A model, or a family of models, that may be called without being named in a manifest.
   *
   * @param stem the beginning of the model's id without its region prefix
   * @param traits what it can do
   */
  public record KnownModel(String stem, TraitsPlan traits) {}

  public GatewayPlan {
    listeners = List.copyOf(listeners);
    backends = List.copyOf(backends);
    rules = List.copyOf(rules);
    models = List.copyOf(models);
  }

  /** The same gateway with its first listener on another port. */
  public GatewayPlan firstListenerAt(int port) {
    if (listeners.isEmpty()) {
      return this;
    }
    List<ListenerPlan> moved = new ArrayList<>(listeners);
    int before = moved.getFirst().port();
    // Listeners that share the first one's port (other hostnames) move with it.
    moved.replaceAll(listener -> listener.port() == before ? listener.at(port) : listener);
    return new GatewayPlan(moved, backends, rules, models);
  }
}
