package routec.compiler.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import routec.compiler.compile.Sources;
import routec.compiler.diag.AllowComments;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.TextRenderer;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Linker;
import routec.compiler.manifest.ManifestReader;
import routec.compiler.schema.SchemaStore;
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
    return of(files, List.of(), strict);
  }

  private static Judged of(List<SourceFile> files, List<Diagnostic> unread, boolean strict) {
    Diagnostics diagnostics = new Diagnostics(strict);
    unread.forEach(diagnostics::add);
    List<YamlDocument> documents = new ArrayList<>();
    for (SourceFile file : files) {
      documents.addAll(new YamlReader(diagnostics).read(file));
    }
    LinkedGateway gateway =
        new Linker(diagnostics)
            .link(
                new ManifestReader()
                    .read(new Schemas(new SchemaStore(), diagnostics).judge(documents)));
    Checks.check(gateway, diagnostics);
    AllowComments.apply(files, diagnostics);
    return new Judged(gateway, diagnostics.all());
  }

  static Judged of(String text) {
    return of(List.of(SourceFile.of("gateway.yaml", text)));
  }

  /**
   * The input of a golden folder: its YAML files, or what {@code names.txt} says was asked for. A
   * number after a name is the length to which the text is filled. Folders that begin with {@code
   * strict-} are judged as {@code --strict} does.
   */
  static Input input(Path folder) {
    Path names = folder.resolve("names.txt");
    Path input = folder.resolve("input");
    boolean strict = folder.getFileName().toString().startsWith("strict-");
    if (!Files.exists(names)) {
      return new Input(files(input), List.of(), strict);
    }
    List<SourceFile> files = new ArrayList<>();
    List<Diagnostic> unread = new ArrayList<>();
    for (String line : lines(names)) {
      String[] words = line.split(" ", -1);
      Diagnostics diagnostics = new Diagnostics();
      String name = input.resolve(words[0]).toString();
      for (SourceFile file :
          Sources.read(List.of(name), InputStream.nullInputStream(), diagnostics).files()) {
        String text = file.text();
        int length = words.length > 1 ? Integer.parseInt(words[1]) : text.length();
        files.add(SourceFile.of(words[0], text + "#".repeat(length - text.length())));
      }
      unread.addAll(diagnostics.all());
    }
    return new Input(files, unread, strict);
  }

  /**
   * What a golden folder holds.
   *
   * @param files what can be read
   * @param unread what is said of the rest
   * @param strict whether warnings are errors
   */
  record Input(List<SourceFile> files, List<Diagnostic> unread, boolean strict) {
    Judged judged() {
      return of(files, unread, strict);
    }

    /** The same with the files in the other order. */
    Input reversed() {
      return new Input(files.reversed(), unread, strict);
    }
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

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
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

  /** As people read it; a golden's own folder is nothing of theirs. */
  String text() {
    return new TextRenderer(false)
        .render(diagnostics, hasErrors() ? "nothing written" : "")
        .replaceAll("[^\\s`]*/input/", "");
  }
}
