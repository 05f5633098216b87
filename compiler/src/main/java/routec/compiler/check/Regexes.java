package routec.compiler.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.source.Words;

/** Regular expressions of header matches are RE2's, as in Envoy. */
final class Regexes implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIGatewayRoute.class)
        .forEach(route ->
            route.rules().stream()
                .flatMap(rule -> rule.matches().stream())
                .flatMap(match -> match.headers().stream())
                .filter(header -> header.type().value() == RouteMatch.Type.REGULAR_EXPRESSION)
                .forEach(header -> check(route, header, diagnostics)));
  }

  private static void check(
      AIGatewayRoute route, RouteMatch.HeaderCondition header, Diagnostics diagnostics) {
    try {
      Pattern.compile(header.value().value());
    } catch (PatternSyntaxException e) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0412,
                  header.value().span(),
                  "`%s` is not a regular expression of RE2: %s."
                      .formatted(
                          Words.shorten(header.value().value()), Words.shorten(e.getDescription())))
              .about(route.meta().id().toString())
              .hint(hint(header.value().value())));
    }
  }

  /** A compiled expression; none if it is malformed, which is reported here. */
  static Optional<Pattern> compile(String expression) {
    try {
      return Optional.of(Pattern.compile(expression));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static String hint(String expression) {
    if (expression.contains("(?=") || expression.contains("(?!") || expression.contains("(?<")) {
      return "RE2 has no look-ahead and no look-behind: write several matches instead";
    }
    return expression.startsWith("*")
        ? "`*` repeats what stands before it; any text is `.*`"
        : "the syntax is at https://github.com/google/re2/wiki/Syntax";
  }
}
