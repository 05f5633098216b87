package routec.compiler.manifest;

import java.util.List;
import routec.compiler.source.Located;

/**
 * Request headers that are set and removed before the backend sees them.
 *
 * @param set in the manifest's order
 * @param remove names
 */
public record HeaderMutation(List<SetHeader> set, List<Located<String>> remove) {
  public static final HeaderMutation NONE = new HeaderMutation(List.of(), List.of());

  public record SetHeader(Located<String> name, Located<String> value) {}

  public boolean isEmpty() {
    return set.isEmpty() && remove.isEmpty();
  }
}
