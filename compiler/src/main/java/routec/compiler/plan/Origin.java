package routec.compiler.plan;

import routec.compiler.source.Span;

/**
 * The manifest line that decided something, as generated comments name it.
 *
 * <p>Only the file's own name is kept: the folder it lay in must not change what is generated.
 *
 * @param file the file's name without folders
 * @param line from 1
 */
public record Origin(String file, int line) {

  /** The line where a span begins. */
  public static Origin of(Span span) {
    String name = span.file().name();
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return new Origin(name.substring(slash + 1), span.line());
  }

  /** {@code aws.yaml:31}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
