package routec.compiler.source;

import java.util.Collection;
import java.util.stream.Collectors;

/** Words of messages: what is quoted is short and on one line. */
public final class Words {
  private static final int LONGEST = 80;
  private static final int MOST_LISTED = 12;

  private Words() {}

  /** At most 80 characters, with control characters shown as {@code ?}. */
  public static String shorten(String text) {
    String line = text.codePoints().anyMatch(Words::isHidden) ? clean(text) : text;
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** A kind's name with {@code a} or {@code an} before it. */
  public static String withArticle(String kind) {
    return ("AEIOU".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
  }

  /** Some names for a sentence, quoted. */
  public static String list(Collection<String> names) {
    String some =
        names.stream()
            .limit(MOST_LISTED)
            .map(name -> "`" + shorten(name) + "`")
            .collect(Collectors.joining(", "));
    return names.size() > MOST_LISTED ? some + ", …" : some;
  }

  private static String clean(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(c -> line.appendCodePoint(isHidden(c) ? '?' : c));
    return line.toString();
  }

  /** Control and formatting characters, which could hide or turn around what a terminal shows. */
  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
