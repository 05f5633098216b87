package routec.compiler.rehearse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.report.Fact;
import routec.compiler.report.Facts;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Backend;
import routec.runtime.spi.ListenerRoutes;

/**
 * One call played through a compiled gateway.
 *
 * @param listener the listener that took it
 * @param request the client's request
 * @param played what came of it
 * @param answered whether what the client gets is known: it was refused, or replies were at hand
 */
public record Trial(
    ListenerRoutes listener, Rehearsal.Request request, Rehearsal.Played played, boolean answered) {

  /**
   * Plays a call.
   *
   * @param replies what providers say, one an attempt; the last one is said again
   */
  public static Trial of(
      CompiledRoutes routes,
      String listener,
      Rehearsal.Request request,
      List<RecordedReply> replies)
      throws IOException {
    ListenerRoutes taken =
        routes
            .listener(listener)
            .orElseThrow(() ->
                new RehearsalRefused(
                    listener.isEmpty()
                        ? "The gateway has no listener that could take a call."
                        : "There is no listener `%s`; there are: %s."
                            .formatted(
                                listener,
                                String.join(
                                    ", ",
                                    routes.listeners().stream()
                                        .map(ListenerRoutes::name)
                                        .toList()))));
    Deque<RecordedReply> left = new ArrayDeque<>(replies);
    Rehearsal.Played played =
        Rehearsal.play(
            taken,
            request,
            _ ->
                left.isEmpty()
                    ? Optional.empty()
                    : Optional.of((left.size() > 1 ? left.pop() : left.getFirst()).open()));
    return new Trial(taken, request, played, played.sent().isEmpty() || !replies.isEmpty());
  }

  /** Who signs for a backend, in words. */
  static String credentials(GatewayPlan plan, Backend backend) {
    return Facts.authorization(plan(plan, backend)).stream()
        .map(Fact::text)
        .collect(Collectors.joining(" "));
  }

  /** The plan of a backend that was asked. */
  static BackendPlan plan(GatewayPlan plan, Backend backend) {
    return plan.backends().stream()
        .filter(each -> each.name().equals(backend.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no plan of backend " + backend.name()));
  }
}
