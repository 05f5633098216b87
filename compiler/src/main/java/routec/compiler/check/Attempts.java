package routec.compiler.check;

import java.util.List;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.source.Span;

/** A rule sends somewhere, in priorities without gaps. */
final class Attempts implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (Rules.Placed placed : Rules.of(gateway)) {
      if (placed.rule().whole()) {
        checkAny(placed, diagnostics);
        checkPriorities(placed, diagnostics);
      }
    }
  }

  private static void checkAny(Rules.Placed placed, Diagnostics diagnostics) {
    if (!placed.rule().attempts().isEmpty()) {
      return;
    }
    boolean none = placed.rule().manifest().backendRefs().isEmpty();
    Span span =
        none
            ? placed.rule().manifest().span()
            : placed.rule().manifest().backendRefs().getFirst().weight().span();
    diagnostics.add(
        Diagnostic.of(
                Code.RC0411,
                span,
                none
                    ? "Rule %s has no backendRefs.".formatted(placed.name())
                    : "All backends of rule %s have weight 0.".formatted(placed.name()))
            .about(placed.object())
            .hint(
                none
                    ? "name an AIServiceBackend under `backendRefs`"
                    : "give one of them a weight of at least 1, or remove the rule"));
  }

  private static void checkPriorities(Rules.Placed placed, Diagnostics diagnostics) {
    List<LinkedAttempt> attempts = placed.rule().attempts();
    TreeSet<Integer> priorities = new TreeSet<>();
    int expected = 0;
    for (LinkedAttempt attempt : attempts) {
      if (priorities.add(attempt.priority().value()) && attempt.priority().value() != expected++) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0410,
                    attempt.span(),
                    "Priority %d is used, but no backend has priority %d."
                        .formatted(attempt.priority().value(), expected - 1))
                .about(placed.object())
                .hint("number priorities 0, 1, 2 …: other gateways ignore what follows a gap"));
        return;
      }
    }
  }
}
