package routec.compiler.source;

import java.util.function.Function;

/**
 * A value and the place that it was read from.
 *
 * @param value what it says
 * @param span where it says so (for a default: the place of the object that lacks it)
 */
public record Located<T>(T value, Span span) {

  /** Another value at the same place. */
  public <U> Located<U> map(Function<? super T, ? extends U> change) {
    return new Located<>(change.apply(value), span);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
