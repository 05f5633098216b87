package routec.compiler.diag;

import java.util.Set;
import routec.compiler.source.Span;

/**
 * The line that a diagnostic points at, fit to print.
 *
 * @param line the line, cut to a window around the place; empty if there is nothing to show
 * @param pad blanks as wide as what stands before the place
 * @param carets as wide as the place
 */
record Excerpt(String line, String pad, String carets) {
  private static final int WIDEST = 140;
  private static final int BEFORE = 60;
  private static final Set<Character.UnicodeScript> WIDE =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.HANGUL);

  static Excerpt of(Span span) {
    String full = SecretLines.masked(span.file(), span.line());
    if (full.isBlank()) {
      return new Excerpt("", "", "");
    }
    int[] line = full.codePoints().map(Excerpt::shown).toArray();
    int start = Math.clamp(span.column() - 1, 0, line.length);
    int end =
        span.endLine() > span.line()
            ? line.length
            : Math.clamp(span.endColumn() - 1, start, line.length);
    int from = line.length > WIDEST ? Math.max(0, start - BEFORE) : 0;
    int to = Math.min(line.length, from + WIDEST);
    String before = from > 0 ? "…" : "";
    String after = to < line.length ? "…" : "";
    String text = before + new String(line, from, to - from) + after;
    int pad = width(line, from, start) + before.length();
    int carets = Math.max(1, width(line, start, Math.min(end, to)));
    return new Excerpt(text.stripTrailing(), " ".repeat(pad), "^".repeat(carets));
  }

  /** Tabs and what a terminal hides become one blank. */
  private static int shown(int c) {
    int type = Character.getType(c);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return hidden ? ' ' : c;
  }

  private static int width(int[] line, int from, int to) {
    int width = 0;
    for (int i = from; i < to; i++) {
      width += WIDE.contains(Character.UnicodeScript.of(line[i])) ? 2 : 1;
    }
    return width;
  }
}
