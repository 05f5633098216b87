package routec.compiler.schema;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/** Says whether a rule holds for a value, as the API server would say after filling in defaults. */
final class CelEvaluator {
  private final Map<String, Object> variables = new HashMap<>();

  /** What can't be evaluated, such as a missing field; the API server then refuses the object. */
  private static final class Unevaluable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unevaluable(String message) {
      super(message, null, false, false);
    }
  }

  private CelEvaluator(YamlNode self) {
    variables.put("self", value(self));
  }

  /** Whether the rule holds; one that can't be evaluated does not. */
  static boolean holds(CelExpression rule, YamlNode self) {
    try {
      return Boolean.TRUE.equals(new CelEvaluator(self).evaluate(rule));
    } catch (Unevaluable _) {
      return false;
    }
  }

  private Object evaluate(CelExpression expression) {
    return switch (expression) {
      case CelExpression.Literal literal -> literal.value();
      case CelExpression.Name name ->
          known(Optional.ofNullable(variables.get(name.name())), name.name());
      case CelExpression.Field field ->
          field(field).orElseThrow(() -> new Unevaluable("no field " + field.name()));
      case CelExpression.Has has -> field(has.field()).isPresent();
      case CelExpression.Index index -> index(index);
      case CelExpression.ListOf list -> list.items().stream().map(this::evaluate).toList();
      case CelExpression.MapOf map -> {
        Map<Object, Object> entries = new HashMap<>();
        map.entries().forEach((key, value) -> entries.put(evaluate(key), evaluate(value)));
        yield entries;
      }
      case CelExpression.Call call -> call(call);
      case CelExpression.Macro macro -> macro(macro);
      case CelExpression.Not not -> !truth(evaluate(not.inner()));
      case CelExpression.Binary binary -> binary(binary);
      case CelExpression.Conditional choice ->
          evaluate(truth(evaluate(choice.test())) ? choice.then() : choice.otherwise());
    };
  }

  private static Object known(Optional<?> value, String name) {
    return value.orElseThrow(() -> new Unevaluable("no " + name));
  }

  private Optional<Object> field(CelExpression.Field field) {
    return evaluate(field.target()) instanceof YamlMapping mapping
        ? mapping.get(field.name()).filter(node -> !isNull(node)).map(CelEvaluator::value)
        : Optional.empty();
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL;
  }

  private static Object value(YamlNode node) {
    return switch (node) {
      case YamlMapping mapping -> mapping;
      case YamlSequence list -> list.items().stream().map(CelEvaluator::value).toList();
      case YamlScalar scalar -> Scalars.value(scalar);
    };
  }

  private Object index(CelExpression.Index index) {
    Object target = evaluate(index.target());
    if (target instanceof Map<?, ?> map) {
      return known(Optional.ofNullable(map.get(evaluate(index.index()))), "entry");
    }
    List<?> list = list(target);
    long at = number(evaluate(index.index()));
    if (at < 0 || at >= list.size()) {
      throw new Unevaluable("no entry " + at);
    }
    return list.get((int) at);
  }

  private Object binary(CelExpression.Binary binary) {
    return switch (binary.operator()) {
      case "&&" -> both(binary, false);
      case "||" -> both(binary, true);
      case "==" -> Objects.equals(evaluate(binary.left()), evaluate(binary.right()));
      case "!=" -> !Objects.equals(evaluate(binary.left()), evaluate(binary.right()));
      case "in" -> contains(evaluate(binary.right()), evaluate(binary.left()));
      case "+" -> number(evaluate(binary.left())) + number(evaluate(binary.right()));
      case "-" -> number(evaluate(binary.left())) - number(evaluate(binary.right()));
      case "*" -> number(evaluate(binary.left())) * number(evaluate(binary.right()));
      case "<" -> compare(binary) < 0;
      case "<=" -> compare(binary) <= 0;
      case ">" -> compare(binary) > 0;
      case ">=" -> compare(binary) >= 0;
      default -> throw new Unevaluable(binary.operator());
    };
  }

  /** In CEL one side decides even if the other can't be evaluated, whichever stands first. */
  private boolean both(CelExpression.Binary binary, boolean decisive) {
    boolean left;
    try {
      left = truth(evaluate(binary.left()));
    } catch (Unevaluable e) {
      if (truth(evaluate(binary.right())) == decisive) {
        return decisive;
      }
      throw e;
    }
    return left == decisive ? decisive : truth(evaluate(binary.right()));
  }

  private int compare(CelExpression.Binary binary) {
    Object left = evaluate(binary.left());
    Object right = evaluate(binary.right());
    if (left instanceof Duration a && right instanceof Duration b) {
      return a.compareTo(b);
    }
    if (left instanceof Number a && right instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return text(left).compareTo(text(right));
  }

  private static boolean contains(Object where, Object what) {
    return where instanceof YamlMapping mapping
        ? mapping.has(text(what))
        : list(where).contains(what);
  }

  private Object call(CelExpression.Call call) {
    Object target = evaluate(call.target());
    List<Object> arguments = call.arguments().stream().map(this::evaluate).toList();
    return switch (call.function()) {
      case "size" -> size(target);
      case "duration" ->
          Durations.parse(text(target)).orElseThrow(() -> new Unevaluable("duration"));
      case "matches" -> Pattern.compile(text(arguments.getFirst())).matcher(text(target)).find();
      case "startsWith" -> text(target).startsWith(text(arguments.getFirst()));
      case "endsWith" -> text(target).endsWith(text(arguments.getFirst()));
      case "contains" -> text(target).contains(text(arguments.getFirst()));
      case "lowerAscii" -> text(target).toLowerCase(Locale.ROOT);
      case "upperAscii" -> text(target).toUpperCase(Locale.ROOT);
      case "trim" -> text(target).strip();
      case "split" ->
          List.of(
              text(target).split(java.util.regex.Pattern.quote(text(arguments.getFirst())), -1));
      case "isIP" -> Forms.isIp(text(target));
      default -> throw new Unevaluable(call.function());
    };
  }

  private static long size(Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case YamlMapping mapping -> mapping.entries().size();
      default -> list(value).size();
    };
  }

  private Object macro(CelExpression.Macro macro) {
    List<Object> items = items(evaluate(macro.target()));
    List<Object> kept = new ArrayList<>();
    int refused = 0;
    Optional<Unevaluable> failure = Optional.empty();
    Optional<Object> outer = Optional.ofNullable(variables.get(macro.name()));
    for (Object item : items) {
      variables.put(macro.name(), item);
      try {
        Object result = evaluate(macro.body());
        if (macro.kind() == CelExpression.Macro.Kind.MAP) {
          kept.add(result);
        } else if (truth(result)) {
          kept.add(item);
        } else {
          refused++;
        }
      } catch (Unevaluable e) {
        failure = Optional.of(e);
      }
    }
    variables.remove(macro.name());
    outer.ifPresent(value -> variables.put(macro.name(), value));
    boolean decided =
        switch (macro.kind()) {
          case ALL -> refused > 0;
          case EXISTS -> !kept.isEmpty();
          case EXISTS_ONE, FILTER, MAP -> false;
        };
    if (failure.isPresent() && !decided) {
      throw failure.get();
    }
    return switch (macro.kind()) {
      case ALL -> refused == 0;
      case EXISTS -> !kept.isEmpty();
      case EXISTS_ONE -> kept.size() == 1;
      case FILTER, MAP -> kept;
    };
  }

  /** Of a mapping the macros see the keys. */
  private static List<Object> items(Object value) {
    if (value instanceof YamlMapping mapping) {
      return mapping.entries().stream().map(entry -> (Object) entry.name()).toList();
    }
    return new ArrayList<>(list(value));
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new Unevaluable("not a list");
  }

  private static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new Unevaluable("not a boolean");
  }

  private static long number(Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new Unevaluable("not a number");
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new Unevaluable("not a text");
  }
}
