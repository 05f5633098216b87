package routec.runtime.attempt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Observer;
import routec.runtime.spi.Route;
import routec.runtime.spi.Wire;

/** Serves calls by the attempts of their routes. */
public final class Attempts implements AutoCloseable {
  final Wire wire;
  final Authorizer authorizer;
  final FaultWriter faults;
  final AttemptSettings settings;
  final KeepAlive keepAlive;
  final Health health = new Health();
  final RetryBudget budget = new RetryBudget();
  private final Map<Rule, State> rules = new ConcurrentHashMap<>();

  public Attempts(Wire wire, Authorizer authorizer, FaultWriter faults, AttemptSettings settings) {
    this.wire = wire;
    this.authorizer = authorizer;
    this.faults = faults;
    this.settings = settings;
    this.keepAlive = new KeepAlive(settings.pingMillis());
  }

  /** A rule is one object as long as the gateway runs, and looked up for every call. */
  private record Rule(Route route, Endpoint endpoint) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof Rule rule && rule.route == route && rule.endpoint == endpoint;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(route) * 31 + endpoint.hashCode();
    }
  }

  /** What is remembered from call to call of a rule. */
  record State(Order order, RuleLoad load) {}

  /**
   * Serves one call to its end: the observer sees every step from {@link Observer#routed} to {@code
   * finished}, the client gets exactly one reply or stream. Never throws.
   */
  public void run(
      Call call, Route route, ClientEnd client, Observer observer, Cancellation cancellation) {
    new CallRun(this, call, route, client, observer, cancellation).run();
  }

  /**
   * The backends that have been called, by name, and whether they are asked last at the moment
   * because they failed or throttled.
   */
  public Map<String, Boolean> resting() {
    return health.resting();
  }

  State state(Route route, Endpoint endpoint) {
    Rule rule = new Rule(route, endpoint);
    State known = rules.get(rule);
    return known != null
        ? known
        : rules.computeIfAbsent(
            rule, _ -> new State(new Order(route.attempts(endpoint)), new RuleLoad()));
  }

  BackendHealth health(Route route, Attempt attempt) {
    return health.of(attempt.backend(), route.traffic().ejection());
  }

  @Override
  public void close() {
    keepAlive.close();
  }
}
