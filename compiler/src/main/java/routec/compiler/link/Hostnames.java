package routec.compiler.link;

import java.util.Locale;
import java.util.Optional;

/** Hostnames as the Gateway API matches them: {@code *.} stands for one or more labels. */
final class Hostnames {
  private Hostnames() {}

  /** What two hostnames have in common: the narrower one, if either covers the other. */
  static Optional<String> common(String a, String b) {
    String one = a.toLowerCase(Locale.ROOT);
    String other = b.toLowerCase(Locale.ROOT);
    if (covers(one, other)) {
      return Optional.of(other);
    }
    return covers(other, one) ? Optional.of(one) : Optional.empty();
  }

  private static boolean covers(String wide, String narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    if (!wide.startsWith("*.")) {
      return false;
    }
    String end = wide.substring(1);
    String name = narrow.startsWith("*.") ? narrow.substring(1) : narrow;
    return name.endsWith(end) && name.length() > end.length();
  }
}
