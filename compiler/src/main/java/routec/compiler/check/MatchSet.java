package routec.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import routec.compiler.link.LinkedRoute;
import routec.compiler.link.LinkedRule;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One match of a rule as a set of conditions.
 *
 * @param route its route at a listener
 * @param rule its rule
 * @param conditions every one must hold; none lets every request in
 * @param hostnames where it holds; {@code ""} stands for any
 * @param span where it stands
 */
record MatchSet(
    LinkedRoute route,
    LinkedRule rule,
    List<Condition> conditions,
    Set<String> hostnames,
    Span span) {
  static final String MODEL = "x-ai-eg-model";

  /**
   * A condition on a header.
   *
   * @param name in lower case
   */
  record Condition(RouteMatch.Type type, String name, Located<String> value) {
    boolean isExact() {
      return type == RouteMatch.Type.EXACT;
    }

    /** Whether every request that keeps the other condition keeps this one. */
    boolean isImpliedBy(Condition other) {
      if (!name.equals(other.name)) {
        return false;
      }
      if (type == other.type && value.value().equals(other.value.value())) {
        return true;
      }
      return type == RouteMatch.Type.REGULAR_EXPRESSION
          && (value.value().equals(".*")
              || (other.isExact()
                  && Regexes.compile(value.value())
                      .filter(pattern -> pattern.matches(other.value.value()))
                      .isPresent()));
    }

    /** Whether no request keeps both. */
    boolean excludes(Condition other) {
      if (!name.equals(other.name) || !isExact()) {
        return false;
      }
      return other.isExact()
          ? !value.value().equals(other.value.value())
          : Regexes.compile(other.value.value())
              .filter(pattern -> !pattern.matches(value.value()))
              .isPresent();
    }
  }

  /** The matches of a rule; a rule without matches has one that lets everything in. */
  static List<MatchSet> of(LinkedRoute route, LinkedRule rule) {
    Set<String> hostnames =
        route.hostnames().isEmpty() ? Set.of("") : new TreeSet<>(route.hostnames());
    if (rule.matches().isEmpty()) {
      return List.of(new MatchSet(route, rule, List.of(), hostnames, rule.manifest().span()));
    }
    List<MatchSet> sets = new ArrayList<>();
    for (RouteMatch match : rule.matches()) {
      List<Condition> conditions =
          match.headers().stream()
              .map(header ->
                  new Condition(
                      header.type().value(),
                      header.name().value().toLowerCase(Locale.ROOT),
                      header.value()))
              .toList();
      sets.add(new MatchSet(route, rule, conditions, hostnames, match.span()));
    }
    return sets;
  }

  /** The model that it is for, where it names one exactly. */
  Optional<Located<String>> model() {
    return conditions.stream()
        .filter(condition -> condition.isExact() && condition.name().equals(MODEL))
        .map(Condition::value)
        .findFirst();
  }

  int exact() {
    return (int) conditions.stream().filter(Condition::isExact).count();
  }

  /** Whether it takes every request that the other takes. */
  boolean covers(MatchSet other) {
    return hostnames.containsAll(other.hostnames)
        && conditions.stream()
            .allMatch(mine -> other.conditions.stream().anyMatch(mine::isImpliedBy));
  }

  /** Two conditions that no request keeps together. */
  Optional<List<Condition>> contradiction() {
    for (Condition one : conditions) {
      for (Condition other : conditions) {
        if (one.excludes(other)) {
          return Optional.of(List.of(one, other));
        }
      }
    }
    return Optional.empty();
  }
}
