package routec.compiler.emit.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short ways to write nested ordered maps, so that the emitter reads like the YAML it makes. */
final class Nodes {
  private static final String TYPES = "type.googleapis.com/";

  /** JSON's null, which a map of ours can't hold. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private Nodes() {}

  /** An ordered map from key, value, key, value …. */
  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  static List<Object> list(Object... items) {
    return new ArrayList<>(List.of(items));
  }

  /** A named extension with its typed configuration. */
  static Map<String, Object> extension(String name, String type, Object... keysAndValues) {
    return map("name", name, "typed_config", typed(type, keysAndValues));
  }

  static Map<String, Object> typed(String type, Object... keysAndValues) {
    Map<String, Object> config = map("@type", TYPES + type);
    config.putAll(map(keysAndValues));
    return config;
  }
}
