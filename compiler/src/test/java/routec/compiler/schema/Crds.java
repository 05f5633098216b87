package routec.compiler.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The CRDs beside the repository, as data; without them a test is skipped loudly. */
final class Crds {
  private Crds() {}

  /** One version of a CRD and our schema for it. */
  record Pair(String name, Map<String, Object> crd, Map<String, Object> ours) {}

  static List<Pair> all() {
    Path folder = folder();
    Assumptions.assumeTrue(Files.isDirectory(folder), "SKIPPED: there are no CRDs in " + folder);
    List<Pair> pairs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        Map<String, Object> crd = read(file);
        String group = String.valueOf(crd.get("group"));
        String kind = String.valueOf(crd.get("kind"));
        Schema.map(crd.get("versions"))
            .forEach((version, tree) -> {
              String name = group + "/" + version + "/" + kind;
              pairs.add(
                  new Pair(
                      name,
                      Schema.map(Schema.map(tree).get("schema")),
                      read(Path.of("../schema/" + name + ".json"))));
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairs;
  }

  private static Path folder() {
    String named = System.getenv().getOrDefault("ROUTEC_SHARED", "");
    return (named.isEmpty() ? Path.of("../../shared") : Path.of(named)).resolve("crds");
  }

  private static Map<String, Object> read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Schema.map(JsonTree.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
