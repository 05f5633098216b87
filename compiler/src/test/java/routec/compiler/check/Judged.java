package routec.compiler.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import routec.compiler.diag.AllowComments;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.TextRenderer;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Linker;
import routec.compiler.manifest.ManifestReader;
import routec.compiler.schema.Schemas;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlReader;

/** What the front of the compile line makes of some files. */
record Judged(LinkedGateway gateway, List<Diagnostic> diagnostics) {

  static Judged of(List<SourceFile> files) {
    return of(files, false);
  }

  static Judged of(List<SourceFile> files, boolean strict) {
    Diagnostics diagnostics = new Diagnostics(strict);
    List<YamlDocument> documents = new ArrayList<>();
    for (SourceFile file : files) {
      documents.addAll(new YamlReader(diagnostics).read(file));
    }
    LinkedGateway gateway =
        new Linker(diagnostics)
            .link(new ManifestReader().read(new Schemas(diagnostics).judge(documents)));
    Checks.check(gateway, diagnostics);
    AllowComments.apply(files, diagnostics);
    return new Judged(gateway, diagnostics.all());
  }

  static Judged of(String text) {
    return of(List.of(SourceFile.of("gateway.yaml", text)));
  }

  /** The YAML files of a folder, by name. */
  static List<SourceFile> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Judged::file)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceFile file(Path file) {
    try {
      return SourceFile.decode(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(Code code) {
    return diagnostics.stream().anyMatch(diagnostic -> diagnostic.code() == code);
  }

  boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  List<Code> codes() {
    return diagnostics.stream().map(Diagnostic::code).toList();
  }

  String text() {
    return new TextRenderer(false).render(diagnostics, hasErrors() ? "nothing written" : "");
  }
}
