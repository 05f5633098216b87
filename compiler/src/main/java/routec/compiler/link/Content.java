package routec.compiler.link;

import java.util.List;
import java.util.Optional;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/** Compares objects by what they say, not by how they are written. */
final class Content {
  private Content() {}

  /** Whether two objects say the same, whatever their API versions. */
  static boolean isSame(YamlMapping a, YamlMapping b) {
    return covers(a, b, true) && covers(b, a, true);
  }

  private static boolean covers(YamlMapping a, YamlMapping b, boolean top) {
    return a.entries().stream()
        .filter(entry -> !(top && entry.name().equals("apiVersion")))
        .allMatch(entry -> {
          Optional<YamlNode> other = b.get(entry.name());
          return other.isPresent() && isSame(entry.value(), other.get());
        });
  }

  private static boolean isSame(YamlNode a, YamlNode b) {
    return switch (a) {
      case YamlScalar scalar ->
          b instanceof YamlScalar other
              && scalar.text().equals(other.text())
              && scalar.type() == other.type();
      case YamlSequence list ->
          b instanceof YamlSequence other && isSame(list.items(), other.items());
      case YamlMapping mapping ->
          b instanceof YamlMapping other
              && covers(mapping, other, false)
              && covers(other, mapping, false);
    };
  }

  private static boolean isSame(List<YamlNode> a, List<YamlNode> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = isSame(a.get(i), b.get(i));
    }
    return same;
  }
}
