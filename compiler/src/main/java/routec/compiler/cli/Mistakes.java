package routec.compiler.cli;

import java.util.List;
import picocli.CommandLine.Option;
import routec.compiler.compile.Compilation;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.GitHubRenderer;
import routec.compiler.diag.JUnitRenderer;
import routec.compiler.diag.JsonRenderer;
import routec.compiler.diag.SarifRenderer;
import routec.compiler.diag.TextRenderer;

/** How a command tells the mistakes of manifests. */
final class Mistakes {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "How mistakes are told: ${COMPLETION-CANDIDATES} (default: text).",
        "text is coloured on a terminal unless NO_COLOR is set."
      })
  private Format format = Format.text;

  /** How diagnostics are told; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    json,
    sarif,
    junit,
    github
  }

  /** The diagnostics as the option wants them. */
  String render(Compilation compilation, String outcome) {
    return render(compilation.files(), compilation.diagnostics(), outcome);
  }

  String render(List<String> files, List<Diagnostic> diagnostics, String outcome) {
    return switch (format) {
      case text -> new TextRenderer(Colour.wanted()).render(diagnostics, outcome);
      case json -> new JsonRenderer().render(diagnostics);
      case sarif -> new SarifRenderer().render(diagnostics);
      case junit -> new JUnitRenderer().render(files, diagnostics);
      case github -> new GitHubRenderer().render(diagnostics);
    };
  }

  /** The diagnostics of files that were judged each alone. */
  String each(List<JsonRenderer.Judged> files) {
    List<Diagnostic> all = files.stream().flatMap(file -> file.diagnostics().stream()).toList();
    long bad =
        files.stream()
            .filter(file -> file.diagnostics().stream().anyMatch(Diagnostic::isError))
            .count();
    String outcome = "%d of %d files with errors".formatted(bad, files.size());
    return format == Format.json
        ? new JsonRenderer().each(files)
        : render(files.stream().map(JsonRenderer.Judged::file).toList(), all, outcome);
  }
}
