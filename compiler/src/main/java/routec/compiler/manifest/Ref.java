package routec.compiler.manifest;

import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * A reference to another object, defaults filled in.
 *
 * @param group its API group, empty for the core
 * @param kind its kind
 * @param namespace the namespace that is written, if one is
 * @param name its name
 * @param sectionName the part of it that is meant (a listener, a port), if one is
 * @param span the whole reference
 */
public record Ref(
    Located<String> group,
    Located<String> kind,
    Optional<Located<String>> namespace,
    Located<String> name,
    Optional<Located<String>> sectionName,
    Optional<Located<Integer>> port,
    Span span) {

  /** The object that is meant when the reference stands in an object of a namespace. */
  public ObjectId target(String from) {
    return new ObjectId(kind.value(), namespace.map(Located::value).orElse(from), name.value());
  }

  /** Whether a mistake in it is reported already. */
  public boolean isPlaceholder() {
    return name.value().isEmpty() || kind.value().isEmpty();
  }
}
