package routec.compiler.schema;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;

/** What makes an entry of a list unique. */
final class Twins {
  private Twins() {}

  /** The entry's key; none if it lacks one of the fields, which is another mistake. */
  static Optional<String> key(YamlNode item, List<String> fields) {
    StringBuilder key = new StringBuilder();
    for (String field : fields) {
      Optional<YamlScalar> part = part(item, field);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      key.append(part.get().text()).append('\0');
    }
    return Optional.of(key.toString());
  }

  /** Where the last part of the key stands. */
  static Span span(YamlNode item, List<String> fields) {
    return part(item, fields.getLast()).map(YamlScalar::span).orElse(item.span());
  }

  private static Optional<YamlScalar> part(YamlNode item, String field) {
    return switch (item) {
      case YamlScalar scalar when field.isEmpty() -> Optional.of(scalar);
      case YamlMapping mapping when !field.isEmpty() -> mapping.scalar(field);
      default -> Optional.empty();
    };
  }
}
