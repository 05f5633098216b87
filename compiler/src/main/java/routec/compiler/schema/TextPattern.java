package routec.compiler.schema;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pattern of a schema: compiled when it is first needed, and mindful of what it has found good,
 * since manifests repeat their groups, kinds and names. Several threads may ask at once.
 */
final class TextPattern {
  private static final int MOST_KNOWN = 10_000;

  private final String expression;
  private final Set<String> good = ConcurrentHashMap.newKeySet();
  private volatile Optional<Pattern> compiled = Optional.empty();

  TextPattern(String expression) {
    this.expression = expression;
  }

  /** Whether the text has a match in it, as JSON Schema wants. */
  boolean isIn(String text) {
    if (good.contains(text)) {
      return true;
    }
    Optional<Pattern> known = compiled;
    Pattern pattern = known.orElseGet(() -> Pattern.compile(expression));
    if (known.isEmpty()) {
      compiled = Optional.of(pattern);
    }
    boolean found = pattern.matcher(text).find();
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
