package routec.compiler.compile;

/** Reads Java as its compiler does, to tell code from what stands in literals and comments. */
final class JavaText {
  private JavaText() {}

  /** The code alone: literals become {@code ""}, comments a blank. */
  static String withoutLiterals(String source) {
    String text = unescaped(source);
    StringBuilder code = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (text.startsWith("//", i)) {
        i = end(text, i, "\n");
      } else if (text.startsWith("/*", i)) {
        i = end(text, i + 2, "*/");
        code.append(' ');
      } else if (text.startsWith("\"\"\"", i)) {
        throw new AssertionError("nothing we write has a text block");
      } else if (c == '"' || c == '\'') {
        i = afterLiteral(text, i);
        code.append("\"\"");
      } else {
        code.append(c);
        i++;
      }
    }
    return code.toString();
  }

  private static int end(String text, int from, String mark) {
    int at = text.indexOf(mark, from);
    return at < 0 ? text.length() : at + mark.length();
  }

  private static int afterLiteral(String text, int start) {
    int i = start + 1;
    while (text.charAt(i) != text.charAt(start)) {
      if (text.charAt(i) == '\n') {
        throw new AssertionError("a literal without an end: " + text.substring(start, i));
      }
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** Unicode escapes count before anything else does (JLS 3.3). */
  private static String unescaped(String source) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '\\' && i + 1 < source.length() && source.charAt(i + 1) == 'u') {
        int digits = i + 2;
        while (source.charAt(digits) == 'u') {
          digits++;
        }
        text.append((char) Integer.parseInt(source.substring(digits, digits + 4), 16));
        i = digits + 4;
      } else if (c == '\\' && i + 1 < source.length()) {
        text.append(c).append(source.charAt(i + 1));
        i += 2;
      } else {
        text.append(c);
        i++;
      }
    }
    return text.toString();
  }
}
