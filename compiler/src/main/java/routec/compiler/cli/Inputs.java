package routec.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import routec.compiler.compile.Compilation;
import routec.compiler.compile.Compiler;
import routec.compiler.compile.Sources;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.JsonRenderer;
import routec.compiler.diag.TextRenderer;

/** The options that every command with manifests has. */
final class Inputs {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "A manifest, a folder of them, or - for standard input; may be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--strict", description = "Treat warnings as errors.")
  private boolean strict;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How mistakes are told: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  /** How diagnostics are told; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    json
  }

  Compilation compile() {
    Diagnostics diagnostics = new Diagnostics(strict);
    Sources sources = Sources.read(files, System.in, diagnostics);
    return Compiler.compile(sources, diagnostics);
  }

  /** The diagnostics as the options want them. */
  String render(Compilation compilation, String outcome) {
    return switch (format) {
      case text -> new TextRenderer(Colour.wanted()).render(compilation.diagnostics(), outcome);
      case json -> new JsonRenderer().render(compilation.diagnostics());
    };
  }
}
