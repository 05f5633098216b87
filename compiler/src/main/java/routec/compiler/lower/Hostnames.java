package routec.compiler.lower;

import java.util.Comparator;

/** Order and coverage of hostname patterns, as the Gateway API has them. */
final class Hostnames {
  /** Exact names, then wildcards by length, then any; the alphabet decides the rest. */
  static final Comparator<String> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(Hostnames::width)
          .thenComparing(Comparator.comparingInt(String::length).reversed())
          .thenComparing(Comparator.naturalOrder());

  private Hostnames() {}

  /** Whether every host of one pattern is one of the other, wider or equal pattern. */
  static boolean covers(String wide, String narrow) {
    return wide.isEmpty()
        || wide.equals(narrow)
        || (wide.startsWith("*.")
            && narrow.length() > wide.length() - 1
            && narrow.endsWith(wide.substring(1)));
  }

  private static int width(String pattern) {
    if (pattern.isEmpty()) {
      return 2;
    }
    return pattern.startsWith("*.") ? 1 : 0;
  }
}
