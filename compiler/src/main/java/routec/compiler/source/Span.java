package routec.compiler.source;

import java.util.Comparator;

/**
 * A place in a source: from a character to just before another.
 *
 * @param file the text
 * @param line the first line, from 1
 * @param column the first character, from 1
 * @param endLine the last line
 * @param endColumn one past the last character
 */
public record Span(SourceFile file, int line, int column, int endLine, int endColumn)
    implements Comparable<Span> {
  private static final Comparator<Span> ORDER =
      Comparator.comparing(Span::file)
          .thenComparingInt(Span::line)
          .thenComparingInt(Span::column)
          .thenComparingInt(Span::endLine)
          .thenComparingInt(Span::endColumn);

  /** From the start of one place to the end of another in the same file. */
  public Span to(Span end) {
    return new Span(file, line, column, end.endLine, end.endColumn);
  }

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }

  /** {@code aws.yaml:31:15}. */
  @Override
  public String toString() {
    return file.name() + ":" + line + ":" + column;
  }
}
