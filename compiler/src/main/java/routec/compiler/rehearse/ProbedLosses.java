package routec.compiler.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.report.Explanation;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Route;

/** Asks the generated routes which parameters each attempt drops or refuses. */
public final class ProbedLosses implements Explanation.Losses {
  private final CompiledRoutes routes;
  private final String model;
  private final Probe probe = new Probe();

  /**
   * @param model as clients name it
   */
  public ProbedLosses(CompiledRoutes routes, String model) {
    this.routes = routes;
    this.model = model;
  }

  @Override
  public List<String> of(
      ListenerPlan listener, HostPlan host, EntryPlan entry, AttemptPlan attempt) {
    Optional<Route> route = route(listener, host, entry);
    if (route.isEmpty()) {
      return List.of();
    }
    List<String> losses = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.values()) {
      generated(route.get(), endpoint, entry, attempt)
          .flatMap(each -> probe.losses(endpoint, model, each))
          .ifPresent(losses::add);
    }
    return losses;
  }

  /** The generated route of a way in, by the headers that it asks for. */
  private Optional<Route> route(ListenerPlan listener, HostPlan host, EntryPlan entry) {
    Headers headers =
        Headers.of(
            entry.headers().stream().map(each -> new Header(each.name(), each.value())).toList());
    return routes.listeners().stream()
        .filter(each -> each.name().equals(listener.name()))
        .map(ListenerRoutes::hosts)
        .flatMap(List::stream)
        .filter(each -> each.pattern().equals(host.pattern()))
        .findFirst()
        .flatMap(each -> each.table().match(model, headers))
        .filter(found -> found.name().equals(entry.rule().name()));
  }

  /** The attempt that was generated for one of the plan. */
  private static Optional<Attempt> generated(
      Route route, Endpoint endpoint, EntryPlan entry, AttemptPlan attempt) {
    List<AttemptPlan> alike =
        entry.rule().attempts().stream()
            .filter(each -> each.backend().name().equals(attempt.backend().name()))
            .toList();
    return route.attempts(endpoint).stream()
        .filter(each -> each.backend().name().equals(attempt.backend().name()))
        .skip(Math.max(0, alike.indexOf(attempt)))
        .findFirst();
  }
}
