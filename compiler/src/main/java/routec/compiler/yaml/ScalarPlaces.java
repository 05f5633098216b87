package routec.compiler.yaml;

import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;

/** Finds the place of a part of a scalar's text in its file. */
final class ScalarPlaces {
  private ScalarPlaces() {}

  static Span span(YamlScalar scalar, int start, int end) {
    return switch (scalar.style()) {
      case PLAIN -> inLine(scalar, start, end, 0);
      case SINGLE_QUOTED, DOUBLE_QUOTED -> inLine(scalar, start, end, 1);
      case LITERAL -> inLiteral(scalar, start, end);
      case FOLDED -> scalar.span();
    };
  }

  /** Exact if the file holds the very text: no escapes, no line breaks. */
  private static Span inLine(YamlScalar scalar, int start, int end, int quote) {
    SourceFile file = scalar.file();
    int from = scalar.offset() + quote;
    return file.text().startsWith(scalar.text(), from)
        ? file.span(from + start, from + end)
        : scalar.span();
  }

  /** The n-th line of the text is the n-th line after the {@code |}. */
  private static Span inLiteral(YamlScalar scalar, int start, int end) {
    SourceFile file = scalar.file();
    String text = scalar.text();
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    int lineEnd = text.indexOf('\n', lineStart);
    String words = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int number = scalar.span().line() + 1 + line;
    String written = file.line(number);
    if (!written.endsWith(words)) {
      return scalar.span();
    }
    int indent = written.length() - words.length();
    int from = written.codePointCount(0, indent + start - lineStart) + 1;
    int to = indent + Math.min(end - lineStart, words.length());
    return new Span(file, number, from, number, written.codePointCount(0, to) + 1);
  }
}
