package routec.compiler.manifest;

import java.util.Map;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;

/**
 * What every object has.
 *
 * @param id which object
 * @param apiVersion group and version as written
 * @param span where its name stands
 * @param annotations its annotations
 * @param labels its labels
 * @param root the whole object as it is written, with defaults
 * @param sound whether its shape had no error, so that what it lacks is a mistake of its own
 */
public record Meta(
    ObjectId id,
    String apiVersion,
    Span span,
    Map<String, Located<String>> annotations,
    Map<String, Located<String>> labels,
    YamlMapping root,
    boolean sound) {

  public Optional<Located<String>> annotation(String name) {
    return Optional.ofNullable(annotations.get(name));
  }
}
