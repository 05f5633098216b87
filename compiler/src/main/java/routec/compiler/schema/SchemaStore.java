package routec.compiler.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The schemas of this build, read when a document first needs one, by whatever thread. */
public final class SchemaStore {
  private final Map<String, SchemaFile> files = new HashMap<>();

  /** A store that has read nothing yet. */
  public SchemaStore() {}

  /** The schema of a kind that {@link Kinds} lists. */
  Schema of(String group, String version, String kind) {
    String folder = group.isEmpty() ? "core" : group;
    return file("/schema/" + folder + "/" + version + "/" + kind + ".json");
  }

  private synchronized Schema file(String path) {
    SchemaFile known = files.get(path);
    if (known == null) {
      known = new SchemaFile(read(path), other -> file("/schema/" + other.replace("../", "")));
      files.put(path, known);
    }
    return known.root();
  }

  private static Map<String, Object> read(String path) {
    try (InputStream in = SchemaStore.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("This build lacks the schema " + path);
      }
      return Schema.map(JsonTree.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
