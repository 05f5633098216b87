package routec.compiler.diag;

import java.util.List;
import routec.compiler.source.Span;

/**
 * Diagnostics as commands that GitHub Actions shows beside the lines of a pull request.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">the
 *     commands</a>
 */
public final class GitHubRenderer {

  public String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      command(diagnostic, diagnostic.span(), out);
      diagnostic.alike().forEach(span -> command(diagnostic, span, out));
    }
    return out.toString();
  }

  private static void command(Diagnostic diagnostic, Span span, StringBuilder out) {
    String word =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "notice";
        };
    out.append("::").append(word).append(" file=").append(property(span.file().name()));
    out.append(",line=").append(span.line()).append(",endLine=").append(span.endLine());
    out.append(",col=").append(span.column());
    if (span.endLine() == span.line()) {
      out.append(",endColumn=").append(span.endColumn());
    }
    out.append(",title=").append(property(diagnostic.code() + " " + diagnostic.code().title()));
    String hint = diagnostic.hint().map(text -> "\nHint: " + text).orElse("");
    out.append("::").append(message(diagnostic.message() + hint)).append('\n');
  }

  private static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
