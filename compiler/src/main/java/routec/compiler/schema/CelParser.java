package routec.compiler.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CEL (cel.dev, language definition) by precedence climbing. */
final class CelParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(r?\"\"\"[\\s\\S]*?\"\"\"|r?\"(?:\\\\.|[^\"\\\\])*\"|r?'(?:\\\\.|[^'\\\\])*'"
              + "|\\d+\\.\\d+|\\d+u?|[A-Za-z_]\\w*|&&|\\|\\||[=!<>]=|[-+*/%!<>?:.,(){}\\[\\]])");

  private static final List<List<String>> PRECEDENCE =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!=", "<", "<=", ">", ">=", "in"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private static final Map<String, CelExpression.Macro.Kind> MACROS =
      Map.of(
          "all", CelExpression.Macro.Kind.ALL,
          "exists", CelExpression.Macro.Kind.EXISTS,
          "exists_one", CelExpression.Macro.Kind.EXISTS_ONE,
          "filter", CelExpression.Macro.Kind.FILTER,
          "map", CelExpression.Macro.Kind.MAP);

  private final List<String> tokens;
  private int next;

  private CelParser(List<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws IllegalArgumentException if it is not CEL
   */
  static CelExpression parse(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!token.find(end) || token.start() != end) {
        throw new IllegalArgumentException("Not CEL at " + end + ": " + text);
      }
      tokens.add(token.group(1));
      end = token.end();
    }
    CelParser parser = new CelParser(tokens);
    CelExpression expression = parser.conditional();
    if (parser.next != tokens.size()) {
      throw new IllegalArgumentException("Not CEL after " + parser.next + " tokens: " + text);
    }
    return expression;
  }

  private CelExpression conditional() {
    CelExpression test = binary(0);
    if (!take("?")) {
      return test;
    }
    CelExpression then = conditional();
    expect(":");
    return new CelExpression.Conditional(test, then, conditional());
  }

  private CelExpression binary(int level) {
    if (level == PRECEDENCE.size()) {
      return unary();
    }
    CelExpression left = binary(level + 1);
    while (PRECEDENCE.get(level).contains(peek())) {
      String operator = tokens.get(next++);
      left = new CelExpression.Binary(operator, left, binary(level + 1));
    }
    return left;
  }

  private CelExpression unary() {
    if (take("!")) {
      return new CelExpression.Not(unary());
    }
    if (take("-")) {
      return new CelExpression.Binary("-", new CelExpression.Literal(0L), unary());
    }
    return member();
  }

  private CelExpression member() {
    CelExpression value = primary();
    while (true) {
      if (take(".")) {
        String name = tokens.get(next++);
        value = take("(") ? call(value, name) : new CelExpression.Field(value, plain(name));
      } else if (take("[")) {
        value = new CelExpression.Index(value, conditional());
        expect("]");
      } else {
        return value;
      }
    }
  }

  /** Kubernetes writes fields that are CEL's own words as {@code __namespace__}. */
  private static String plain(String name) {
    return name.length() > 4 && name.startsWith("__") && name.endsWith("__")
        ? name.substring(2, name.length() - 2)
        : name;
  }

  private CelExpression call(CelExpression target, String name) {
    List<CelExpression> arguments = arguments();
    CelExpression.Macro.Kind macro = MACROS.get(name);
    if (macro != null
        && arguments.size() == 2
        && arguments.getFirst() instanceof CelExpression.Name variable) {
      return new CelExpression.Macro(target, macro, variable.name(), arguments.getLast());
    }
    return new CelExpression.Call(target, name, arguments);
  }

  private List<CelExpression> arguments() {
    List<CelExpression> arguments = new ArrayList<>();
    while (!take(")")) {
      arguments.add(conditional());
      take(",");
    }
    return arguments;
  }

  private CelExpression primary() {
    String token = tokens.get(next++);
    if (token.equals("(")) {
      CelExpression inner = conditional();
      expect(")");
      return inner;
    }
    if (token.equals("[")) {
      List<CelExpression> items = new ArrayList<>();
      while (!take("]")) {
        items.add(conditional());
        take(",");
      }
      return new CelExpression.ListOf(items);
    }
    if (token.equals("{")) {
      Map<CelExpression, CelExpression> entries = new LinkedHashMap<>();
      while (!take("}")) {
        CelExpression key = conditional();
        expect(":");
        entries.put(key, conditional());
        take(",");
      }
      return new CelExpression.MapOf(entries);
    }
    char first = token.charAt(0);
    if (Character.isDigit(first)) {
      return number(token);
    }
    if (token.endsWith("'") || token.endsWith("\"")) {
      return new CelExpression.Literal(text(token));
    }
    return word(token);
  }

  private CelExpression word(String token) {
    if (token.equals("true") || token.equals("false")) {
      return new CelExpression.Literal(Boolean.valueOf(token));
    }
    if (!take("(")) {
      return new CelExpression.Name(token);
    }
    List<CelExpression> arguments = arguments();
    if (token.equals("has") && arguments.getFirst() instanceof CelExpression.Field field) {
      return new CelExpression.Has(field);
    }
    return new CelExpression.Call(
        arguments.getFirst(), token, arguments.subList(1, arguments.size()));
  }

  private static CelExpression number(String token) {
    return token.indexOf('.') > 0
        ? new CelExpression.Literal(Double.valueOf(token))
        : new CelExpression.Literal(Long.valueOf(token.replace("u", "")));
  }

  private static String text(String token) {
    boolean raw = token.toLowerCase(Locale.ROOT).startsWith("r");
    String quoted = raw ? token.substring(1) : token;
    int quotes = quoted.startsWith("\"\"\"") ? 3 : 1;
    String text = quoted.substring(quotes, quoted.length() - quotes);
    return raw ? text : text.translateEscapes();
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private boolean take(String token) {
    if (peek().equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("CEL wants " + token + " before token " + next);
    }
  }
}
