package routec.compiler.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlScalar;

/** Reads Secrets and ConfigMaps. */
final class SecretReader {
  private SecretReader() {}

  static Secret read(Meta meta, Fields root) {
    SortedMap<String, SecretValue> values = new TreeMap<>();
    root.objectOrEmpty("data")
        .mapping()
        .entries()
        .forEach(entry -> {
          if (entry.value() instanceof YamlScalar scalar) {
            byte[] bytes =
                Base64.getMimeDecoder().decode(scalar.text().getBytes(StandardCharsets.UTF_8));
            values.put(entry.name(), new SecretValue(bytes, scalar, false));
          }
        });
    root.objectOrEmpty("stringData")
        .mapping()
        .entries()
        .forEach(entry -> {
          if (entry.value() instanceof YamlScalar scalar) {
            byte[] bytes = scalar.text().getBytes(StandardCharsets.UTF_8);
            values.put(entry.name(), new SecretValue(bytes, scalar, true));
          }
        });
    String type = root.optionalText("type").map(Located::value).orElse("Opaque");
    return new Secret(meta, type, Collections.unmodifiableSortedMap(values));
  }

  static ConfigMap configMap(Meta meta, Fields root) {
    return new ConfigMap(
        meta, Collections.unmodifiableSortedMap(new TreeMap<>(root.textMap("data"))));
  }
}
