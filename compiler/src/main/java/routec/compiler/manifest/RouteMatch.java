package routec.compiler.manifest;

import java.util.List;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** A condition of a rule: all of its header conditions hold. */
public record RouteMatch(List<HeaderCondition> headers, Span span) {

  /** How a header's value is compared. */
  public enum Type {
    EXACT,
    REGULAR_EXPRESSION
  }

  /**
   * A condition on one request header.
   *
   * @param name as written; names compare without case
   * @param value the text or RE2 expression
   */
  public record HeaderCondition(
      Located<Type> type, Located<String> name, Located<String> value, Span span) {}
}
