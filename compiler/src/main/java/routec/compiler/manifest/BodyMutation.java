package routec.compiler.manifest;

import java.util.ArrayList;
import java.util.List;
import routec.compiler.source.Located;

/**
 * Fields of the request body that are set and removed before the backend sees them.
 *
 * @param set in the manifest's order
 * @param remove paths of fields
 */
public record BodyMutation(List<SetField> set, List<Located<String>> remove) {
  public static final BodyMutation NONE = new BodyMutation(List.of(), List.of());

  /**
   * A field to set.
   *
   * @param path a field, or a field of a field after a dot
   * @param value JSON
   */
  public record SetField(Located<String> path, Located<String> value) {}

  /**
   * The names of a path such as {@code guardrailConfig.trace}, from the outside in; a backslash
   * takes a dot into a name.
   */
  public static List<String> path(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        name.append(text.charAt(++i));
      } else if (c == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return List.copyOf(names);
  }

  public boolean isEmpty() {
    return set.isEmpty() && remove.isEmpty();
  }
}
