package routec.compiler.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.manifest.RouteMatch.HeaderCondition;
import routec.compiler.plan.EntryPlan.HeaderPlan;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One way into a rule: the model that it names exactly, and the other headers.
 *
 * @param model the exact value of {@code x-ai-eg-model}, if the match has one
 * @param headers the other conditions, in the manifest's order
 * @param span the match, or the rule where it has none
 */
record Condition(Optional<Located<String>> model, List<HeaderPlan> headers, Span span) {
  private static final String MODEL_HEADER = "x-ai-eg-model";

  /** A rule's ways in, in the manifest's order; one without conditions where it has no match. */
  static List<Condition> of(LinkedRule rule) {
    return rule.matches().isEmpty()
        ? List.of(new Condition(Optional.empty(), List.of(), rule.manifest().span()))
        : rule.matches().stream().map(Condition::of).toList();
  }

  private static Condition of(RouteMatch match) {
    Optional<Located<String>> model = Optional.empty();
    List<HeaderPlan> headers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (HeaderCondition condition : match.headers()) {
      String name = condition.name().value().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        // Gateway API: of several conditions on one header only the first counts.
        continue;
      }
      boolean exact = condition.type().value() == RouteMatch.Type.EXACT;
      if (exact && name.equals(MODEL_HEADER)) {
        model = Optional.of(condition.value());
      } else {
        headers.add(new HeaderPlan(name, !exact, condition.value().value()));
      }
    }
    return new Condition(model, headers, match.span());
  }
}
