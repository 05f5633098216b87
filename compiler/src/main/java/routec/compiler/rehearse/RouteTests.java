package routec.compiler.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.Nearest;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlReader;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/**
 * A file of route tests.
 *
 * @param file its name as the user gave it
 * @param manifests what the file says to compile, resolved from its own folder
 * @param tests in the order of the file
 */
public record RouteTests(String file, List<String> manifests, List<RouteTest> tests) {
  public RouteTests {
    manifests = List.copyOf(manifests);
    tests = List.copyOf(tests);
  }

  /**
   * Reads a file.
   *
   * @throws RehearsalRefused if it can't be understood; the message begins with the place
   */
  public static RouteTests read(Path path) throws IOException {
    String name = path.toString().replace('\\', '/');
    SourceFile file = SourceFile.decode(name, Files.readAllBytes(path));
    Diagnostics diagnostics = new Diagnostics();
    List<YamlDocument> documents = new YamlReader(diagnostics).read(file);
    for (Diagnostic diagnostic : diagnostics.all()) {
      if (diagnostic.isError() || diagnostic.code() == Code.RC0111) {
        throw new RehearsalRefused(diagnostic.span() + ": " + diagnostic.message());
      }
    }
    List<String> manifests = new ArrayList<>();
    List<RouteTest> tests = new ArrayList<>();
    for (YamlDocument document : documents) {
      Keys keys = Keys.of(document.root(), List.of("manifests", "tests"));
      YamlMapping root = keys.mapping();
      for (YamlNode manifest : Keys.items(root, "manifests")) {
        manifests.add(resolve(path, Keys.text(manifest, "a manifest's name")));
      }
      for (YamlNode test : Keys.items(root, "tests")) {
        tests.add(new RouteTestReader(path, test, tests.size() + 1).read());
      }
    }
    if (tests.isEmpty()) {
      throw new RehearsalRefused(
          name + ":1:1: there is no test; begin with `tests:` and a list below it.");
    }
    return new RouteTests(name, manifests, tests);
  }

  /** A file that another one names, from the folder of that one. */
  static String resolve(Path from, String name) {
    return from.resolveSibling(name).toString();
  }

  /** A mapping whose keys are all known. */
  record Keys(YamlMapping mapping) {

    static Keys of(YamlNode node, List<String> known) throws RehearsalRefused {
      if (!(node instanceof YamlMapping mapping)) {
        throw refused(node, "a mapping is wanted here, not " + node.what() + ".");
      }
      for (var entry : mapping.entries()) {
        if (!known.contains(entry.name())) {
          String meant =
              Nearest.to(entry.name(), known)
                  .map(word -> "did you mean `" + word + "`?")
                  .orElse("there are: " + String.join(", ", known) + ".");
          throw refused(entry.key(), "unknown key `" + entry.name() + "`; " + meant);
        }
      }
      return new Keys(mapping);
    }

    static List<YamlNode> items(YamlMapping mapping, String name) throws RehearsalRefused {
      var value = mapping.get(name);
      if (value.isPresent() && !(value.get() instanceof YamlSequence)) {
        return List.of(value.get());
      }
      return mapping.items(name);
    }

    static String text(YamlNode node, String what) throws RehearsalRefused {
      if (node instanceof YamlScalar scalar && !scalar.text().isEmpty()) {
        return scalar.text();
      }
      throw refused(node, what + " is wanted here, not " + node.what() + ".");
    }

    static RehearsalRefused refused(YamlNode node, String message) {
      return new RehearsalRefused(node.span() + ": " + message);
    }
  }
}
