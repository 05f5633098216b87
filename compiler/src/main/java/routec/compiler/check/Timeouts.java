package routec.compiler.check;

import java.time.Duration;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.RouteRule;
import routec.compiler.source.Located;

/** Timeouts have an effect. */
final class Timeouts implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (Rules.Placed placed : Rules.of(gateway)) {
      check(placed, placed.rule().manifest(), diagnostics);
    }
  }

  private static void check(Rules.Placed placed, RouteRule rule, Diagnostics diagnostics) {
    Optional<Located<Duration>> idle = rule.streamIdleTimeout();
    if (idle.isPresent() && idle.get().value().isZero()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0422, idle.get().span(), "A `streamIdleTimeout` of zero has no effect.")
              .about(placed.object())
              .hint("leave it out for the gateway's own limit, or give it a duration"));
    } else if (idle.isPresent() && isLonger(idle.get(), rule.requestTimeout())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0422,
                  idle.get().span(),
                  "The `streamIdleTimeout` has no effect: `timeouts.request` ends the call first.")
              .about(placed.object())
              .related("the timeout", rule.requestTimeout().get().span())
              .hint("make it shorter than `timeouts.request`"));
    }
  }

  private static boolean isLonger(Located<Duration> idle, Optional<Located<Duration>> request) {
    return request
        .filter(whole -> !whole.value().isZero() && idle.value().compareTo(whole.value()) >= 0)
        .isPresent();
  }
}
