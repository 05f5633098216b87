package routec.compiler.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routec.compiler.source.Span;

/** Keys and values, in the order of the text. */
public final class YamlMapping implements YamlNode {
  private final Map<String, YamlEntry> entries;
  private final Span span;

  /** Of two entries with one name the first counts. */
  public YamlMapping(List<YamlEntry> entries, Span span) {
    this.entries = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(entry -> this.entries.putIfAbsent(entry.name(), entry));
    this.span = span;
  }

  public Collection<YamlEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  public Optional<YamlEntry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  public Optional<YamlNode> get(String name) {
    return entry(name).map(YamlEntry::value);
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The value under a name if it is a mapping. */
  public Optional<YamlMapping> mapping(String name) {
    return get(name).filter(YamlMapping.class::isInstance).map(YamlMapping.class::cast);
  }

  /** The items under a name; none if it isn't a list. */
  public List<YamlNode> items(String name) {
    return get(name)
        .map(value -> value instanceof YamlSequence list ? list.items() : List.<YamlNode>of())
        .orElse(List.of());
  }

  /** The value under a name if it is a scalar other than null. */
  public Optional<YamlScalar> scalar(String name) {
    return get(name)
        .filter(YamlScalar.class::isInstance)
        .map(YamlScalar.class::cast)
        .filter(scalar ->
            scalar.type() != YamlScalar.Type.NULL && scalar.type() != YamlScalar.Type.BROKEN);
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public String what() {
    return "a mapping";
  }
}
