package routec.compiler.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.LinkedListener;
import routec.compiler.link.LinkedRoute;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/**
 * Every match of a listener takes some request: none that comes before it takes all of its own.
 *
 * <p>Before it comes what the Gateway API puts first: more header conditions, more exact ones, then
 * the order of names and rules.
 */
final class Reachability implements Check {
  private static final Comparator<MatchSet> PRECEDENCE =
      Comparator.comparingInt((MatchSet match) -> -match.conditions().size())
          .thenComparingInt(match -> -match.exact());

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway.listeners().forEach(listener -> check(listener, diagnostics));
  }

  private static void check(LinkedListener listener, Diagnostics diagnostics) {
    List<MatchSet> matches = new ArrayList<>();
    for (LinkedRoute route : listener.routes()) {
      if (route.manifest().meta().sound()) {
        route.rules().forEach(rule -> matches.addAll(MatchSet.of(route, rule)));
      }
    }
    matches.sort(PRECEDENCE);
    Map<String, List<MatchSet>> byModel = new HashMap<>();
    List<MatchSet> general = new ArrayList<>();
    for (MatchSet match : matches) {
      Optional<List<MatchSet.Condition>> clash = match.contradiction();
      if (clash.isPresent()) {
        diagnostics.add(contradiction(match, clash.get()));
        continue;
      }
      Optional<String> model = match.model().map(Located::value);
      List<MatchSet> same = byModel.getOrDefault(model.orElse(""), List.of());
      Stream<MatchSet> candidates =
          model.isPresent() ? Stream.concat(same.stream(), general.stream()) : general.stream();
      Optional<MatchSet> before =
          candidates.filter(candidate -> candidate.covers(match)).findFirst();
      before.ifPresent(first -> diagnostics.add(shadowed(match, first)));
      model.ifPresentOrElse(
          name -> byModel.computeIfAbsent(name, _ -> new ArrayList<>()).add(match),
          () -> general.add(match));
    }
  }

  private static Diagnostic contradiction(MatchSet match, List<MatchSet.Condition> clash) {
    return Diagnostic.of(
            Code.RC0402,
            clash.getLast().value().span(),
            "No request can match: the header `%s` would need two values at once."
                .formatted(Words.shorten(clash.getFirst().name())))
        .about(match.route().manifest().meta().id().toString())
        .related("the other value", clash.getFirst().value().span())
        .hint("put each value in a match of its own: a rule takes a request that fits any match");
  }

  private static Diagnostic shadowed(MatchSet match, MatchSet first) {
    Optional<Located<String>> model = match.model();
    boolean same =
        first.model().isPresent() && match.conditions().size() == first.conditions().size();
    String object = match.route().manifest().meta().id().toString();
    if (model.isPresent() && same) {
      String more = match.conditions().size() > 1 ? " with the same headers" : "";
      return Diagnostic.of(
              Code.RC0401,
              model.get().span(),
              "The model `%s` is routed twice%s; only the first rule takes it."
                  .formatted(Words.shorten(model.get().value()), more))
          .about(object)
          .related("the first rule", first.model().map(Located::span).orElse(first.span()))
          .hint("put the backends into one rule, or tell the rules apart by a header");
    }
    return Diagnostic.of(
            Code.RC0402,
            place(match),
            match.conditions().isEmpty()
                ? "No request reaches this rule: another without matches comes first."
                : "No request reaches this match: an earlier one takes all of its requests.")
        .about(object)
        .related("the one that comes first", place(first))
        .hint("remove one of the two, or give it another condition");
  }

  private static Span place(MatchSet match) {
    return match.conditions().isEmpty()
        ? match.span()
        : match.conditions().getFirst().value().span();
  }
}
