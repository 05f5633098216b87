package routec.compiler.schema;

import java.util.List;
import java.util.Map;

/** An expression of CEL, as far as the rules of CRDs use the language. */
sealed interface CelExpression {

  /** A text, {@code Long}, {@code Double} or {@code Boolean}. */
  record Literal(Object value) implements CelExpression {}

  record Name(String name) implements CelExpression {}

  record Field(CelExpression target, String name) implements CelExpression {}

  record Has(Field field) implements CelExpression {}

  record Index(CelExpression target, CelExpression index) implements CelExpression {}

  record ListOf(List<CelExpression> items) implements CelExpression {}

  record MapOf(Map<CelExpression, CelExpression> entries) implements CelExpression {}

  /** {@code target.function(arguments)}; a global function has its first argument as target. */
  record Call(CelExpression target, String function, List<CelExpression> arguments)
      implements CelExpression {}

  /** {@code target.all(name, body)}, and so on. */
  record Macro(CelExpression target, Kind kind, String name, CelExpression body)
      implements CelExpression {
    enum Kind {
      ALL,
      EXISTS,
      EXISTS_ONE,
      FILTER,
      MAP
    }
  }

  record Not(CelExpression inner) implements CelExpression {}

  record Binary(String operator, CelExpression left, CelExpression right)
      implements CelExpression {}

  record Conditional(CelExpression test, CelExpression then, CelExpression otherwise)
      implements CelExpression {}
}
