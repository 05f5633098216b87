package routec.runtime.dialect.converse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of documents as Converse takes them: each once in a request, 1 to 200 letters, digits,
 * single spaces, hyphens, parentheses and brackets.
 */
public final class DocumentNames {
  private static final int LONGEST = 180; // with room for a number

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> times = new HashMap<>();

  /** The name for a title; titles without a fitting character become {@code document}. */
  public String of(String title) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < title.length() && out.length() < LONGEST; i++) {
      char c = title.charAt(i);
      boolean fits = c < 128 && (Character.isLetterOrDigit(c) || "-()[]".indexOf(c) >= 0);
      if (fits) {
        out.append(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    String name = out.isEmpty() ? "document" : out.toString().strip();
    String unique = name;
    while (!taken.add(unique)) {
      unique = name + " " + (times.merge(name, 1, Integer::sum) + 1);
    }
    return unique;
  }
}
