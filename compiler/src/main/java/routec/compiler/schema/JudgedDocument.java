package routec.compiler.schema;

import java.util.Optional;
import routec.compiler.yaml.YamlMapping;

/**
 * A document of a known kind, judged, with defaults filled in and what is broken taken out.
 *
 * @param group its API group, empty for the core
 * @param version its API version
 * @param kind its kind; empty if it has none (reported already)
 * @param root the object
 * @param sound whether nothing was wrong with it
 * @param judged whether a schema judged it, so that its fields can be relied on
 * @param own whether it is of a kind that matters to the gateway
 */
public record JudgedDocument(
    String group,
    String version,
    String kind,
    YamlMapping root,
    boolean sound,
    boolean judged,
    boolean own) {

  /** The same of the kind that its own was meant for; not even that may be known. */
  JudgedDocument meant(Optional<String> nearest) {
    return nearest
        .map(other -> new JudgedDocument(group, version, other, root, sound, judged, own))
        .orElseGet(() -> unknown(root));
  }

  /** A document of which not even the kind is known. */
  static JudgedDocument unknown(YamlMapping root) {
    return new JudgedDocument("", "", "", root, false, false, true);
  }
}
