package routec.compiler.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import routec.compiler.compile.Compilation;
import routec.compiler.compile.Compiler;
import routec.compiler.compile.Sources;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.TextRenderer;

/** The options of every command with manifests. */
final class Inputs {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "A manifest, a folder of them, or - for standard input; may be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--strict", description = "Treat warnings as errors.")
  private boolean strict;

  private final Compiler compiler = new Compiler();

  List<String> files() {
    return List.copyOf(files);
  }

  boolean strict() {
    return strict;
  }

  Compilation compile() {
    return compile(compiler, files, strict);
  }

  /**
   * The gateway of the manifests; where they have errors, those are told.
   *
   * @param outcome what does not happen then, such as {@code nothing tried}
   */
  Optional<Compilation.Gateway> gateway(PrintWriter err, String outcome) {
    return gateway(compile(), err, outcome);
  }

  static Compilation compile(List<String> files, boolean strict) {
    return compile(new Compiler(), files, strict);
  }

  private static Compilation compile(Compiler compiler, List<String> files, boolean strict) {
    Diagnostics diagnostics = new Diagnostics(strict);
    return compiler.compile(Sources.read(files, System.in, diagnostics), diagnostics);
  }

  static Optional<Compilation.Gateway> gateway(
      Compilation compilation, PrintWriter err, String outcome) {
    if (compilation.gateway().isEmpty()) {
      err.print(new TextRenderer(Colour.wanted()).render(compilation.diagnostics(), outcome));
      err.flush();
    }
    return compilation.gateway();
  }
}
