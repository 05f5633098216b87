package routec.runtime.spi;

import com.google.re2j.Pattern;

/** One condition on one request header. */
public sealed interface HeaderMatch {
  /** The header's name in lower case. */
  String name();

  boolean matches(Headers headers);

  /** The header's first value equals a text. */
  record Exact(String name, String value) implements HeaderMatch {
    @Override
    public boolean matches(Headers headers) {
      return headers.first(name).filter(value::equals).isPresent();
    }
  }

  /** The header's first value matches a whole RE2 expression. */
  record Regex(String name, Pattern pattern) implements HeaderMatch {
    public static Regex of(String name, String expression) {
      return new Regex(name, Pattern.compile(expression));
    }

    @Override
    public boolean matches(Headers headers) {
      return headers.first(name).filter(value -> pattern.matches(value)).isPresent();
    }
  }
}
