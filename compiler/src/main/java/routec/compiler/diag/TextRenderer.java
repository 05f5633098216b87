package routec.compiler.diag;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import routec.compiler.source.Span;

/** Diagnostics as people read them: place, message, the line with a caret, a hint. */
public final class TextRenderer {
  /** More than anybody reads at once; JSON has them all. */
  private static final int MOST = 100;

  private static final int MOST_ALIKE = 3;

  private final boolean colour;

  public TextRenderer(boolean colour) {
    this.colour = colour;
  }

  /**
   * All diagnostics and a line that counts them.
   *
   * @param outcome what came of it, such as {@code nothing written}
   */
  public String render(List<Diagnostic> diagnostics, String outcome) {
    StringBuilder out = new StringBuilder();
    diagnostics.stream().limit(MOST).forEach(diagnostic -> render(diagnostic, out));
    if (diagnostics.size() > MOST) {
      int more = diagnostics.size() - MOST;
      out.append("… and ").append(more).append(" more messages: --format json lists them all\n");
    }
    return out.append(lastLine(diagnostics, outcome)).append('\n').toString();
  }

  /** One diagnostic with its excerpt. */
  String one(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    render(diagnostic, out);
    return out.toString();
  }

  private void render(Diagnostic diagnostic, StringBuilder out) {
    Span span = diagnostic.span();
    String head = diagnostic.severity().word() + "[" + diagnostic.code() + "]";
    out.append(paint("1", span.toString()))
        .append(": ")
        .append(paint(shade(diagnostic.severity()), head))
        .append(": ")
        .append(diagnostic.message())
        .append('\n');
    String gutter = " ".repeat(String.valueOf(span.line()).length() + 1);
    Excerpt excerpt = Excerpt.of(span);
    if (!excerpt.line().isEmpty()) {
      out.append(gutter).append("|\n").append(span.line()).append(" | ").append(excerpt.line());
      out.append('\n').append(gutter).append("| ").append(excerpt.pad());
      out.append(paint(shade(diagnostic.severity()), excerpt.carets())).append('\n');
    }
    for (Diagnostic.Related related : diagnostic.related()) {
      line(out, gutter, "see", related.span() + ": " + related.message());
    }
    if (!diagnostic.alike().isEmpty()) {
      line(out, gutter, "and", alike(diagnostic.alike()));
    }
    diagnostic.hint().ifPresent(hint -> line(out, gutter, "hint", hint));
  }

  private static void line(StringBuilder out, String gutter, String word, String text) {
    out.append(gutter).append("= ").append(word).append(": ").append(text).append('\n');
  }

  private static String alike(List<Span> alike) {
    String places =
        alike.stream().limit(MOST_ALIKE).map(Span::toString).collect(Collectors.joining(", "));
    String rest = alike.size() > MOST_ALIKE ? ", …" : "";
    return alike.size() + " more like this: " + places + rest;
  }

  private static String lastLine(List<Diagnostic> diagnostics, String outcome) {
    if (diagnostics.isEmpty()) {
      return sentence(outcome);
    }
    Summary summary = Summary.of(diagnostics);
    Severity worst =
        diagnostics.stream().map(Diagnostic::severity).sorted().findFirst().orElseThrow();
    Code first =
        diagnostics.stream()
            .filter(diagnostic -> diagnostic.severity() == worst)
            .map(Diagnostic::code)
            .findFirst()
            .orElseThrow();
    String result = outcome.isEmpty() ? summary.words() : summary.words() + ", " + outcome;
    return result + ". More: routec explain " + first;
  }

  private static String sentence(String outcome) {
    return outcome.isEmpty()
        ? "No mistakes found."
        : outcome.substring(0, 1).toUpperCase(Locale.ROOT) + outcome.substring(1) + ".";
  }

  private static String shade(Severity severity) {
    return switch (severity) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      case NOTE -> "1;36";
    };
  }

  private String paint(String shade, String text) {
    return colour ? "\u001B[" + shade + "m" + text + "\u001B[0m" : text;
  }
}
