package routec.compiler.schema;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern of a schema: compiled when it is first needed, and mindful of what it has found good,
 * since manifests repeat their groups, kinds and names.
 */
final class TextPattern {
  private static final int MOST_KNOWN = 10_000;

  private final String expression;
  private final Set<String> good = new HashSet<>();
  private Optional<Pattern> compiled = Optional.empty();

  TextPattern(String expression) {
    this.expression = expression;
  }

  /** Whether the text has a match in it, as JSON Schema wants. */
  boolean isIn(String text) {
    if (good.contains(text)) {
      return true;
    }
    if (compiled.isEmpty()) {
      compiled = Optional.of(Pattern.compile(expression));
    }
    boolean found = compiled.get().matcher(text).find();
    if (found && good.size() < MOST_KNOWN) {
      good.add(text);
    }
    return found;
  }

  /** What a text must be, in words. */
  String words() {
    return Forms.words(expression);
  }
}
