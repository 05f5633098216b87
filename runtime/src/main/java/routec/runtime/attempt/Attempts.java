package routec.runtime.attempt;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<Rule, Order> orders = new ConcurrentHashMap<>();

  public Attempts(Wire wire, Authorizer authorizer, FaultWriter faults, AttemptSettings settings) {
    this.wire = wire;
    this.authorizer = authorizer;
    this.faults = faults;
    this.settings = settings;
    this.keepAlive = new KeepAlive(settings.pingMillis());
  }

  private record Rule(Route route, Endpoint endpoint) {}

  /**
   * Serves one call to its end: the observer sees every step from {@link Observer#routed} to {@code
   * finished}, the client gets exactly one reply or stream. Never throws.
   */
  public void run(
      Call call, Route route, ClientEnd client, Observer observer, Cancellation cancellation) {
    new CallRun(this, call, route, client, observer, cancellation).run();
  }

  /** The backends that are asked last at the moment because they failed or throttled. */
  public List<String> resting() {
    return health.resting();
  }

  /** The order of a rule's attempts for one call. */
  Order.Turn turn(Route route, Endpoint endpoint) {
    List<Attempt> attempts = route.attempts(endpoint);
    if (attempts.size() <= 1) {
      return new Order(attempts).turn(health);
    }
    return orders.computeIfAbsent(new Rule(route, endpoint), _ -> new Order(attempts)).turn(health);
  }

  @Override
  public void close() {
    keepAlive.close();
  }
}
