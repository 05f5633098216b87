package routec.compiler.manifest;

import java.util.List;
import routec.compiler.source.Located;

/**
 * Fields of the request body that are set and removed before the backend sees them.
 *
 * @param set in the manifest's order
 * @param remove names of top-level fields
 */
public record BodyMutation(List<SetField> set, List<Located<String>> remove) {
  public static final BodyMutation NONE = new BodyMutation(List.of(), List.of());

  /**
   * A field to set.
   *
   * @param path a top-level field
   * @param value JSON
   */
  public record SetField(Located<String> path, Located<String> value) {}

  public boolean isEmpty() {
    return set.isEmpty() && remove.isEmpty();
  }
}
