package routec.compiler.manifest;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import routec.compiler.schema.Durations;
import routec.compiler.schema.Scalars;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;

/** A judged mapping, read field by field; what is missing in it was reported by the judge. */
record Fields(YamlMapping mapping) {

  Span span() {
    return mapping.span();
  }

  boolean has(String name) {
    return mapping.has(name);
  }

  Optional<Fields> object(String name) {
    return mapping.mapping(name).map(Fields::new);
  }

  /** An empty mapping where the field is missing. */
  Fields objectOrEmpty(String name) {
    return object(name).orElseGet(() -> new Fields(new YamlMapping(List.of(), mapping.span())));
  }

  /** The mappings of a list. */
  List<Fields> objects(String name) {
    return mapping.items(name).stream()
        .filter(YamlMapping.class::isInstance)
        .map(item -> new Fields((YamlMapping) item))
        .toList();
  }

  /** A required text; an empty one is a placeholder. */
  Located<String> text(String name) {
    return optionalText(name).orElseGet(() -> new Located<>("", mapping.span()));
  }

  Optional<Located<String>> optionalText(String name) {
    return mapping.scalar(name).map(Fields::text);
  }

  List<Located<String>> texts(String name) {
    return mapping.items(name).stream()
        .filter(YamlScalar.class::isInstance)
        .map(item -> text((YamlScalar) item))
        .toList();
  }

  /** The texts of a mapping by key. */
  Map<String, Located<String>> textMap(String name) {
    Map<String, Located<String>> map = new TreeMap<>();
    mapping
        .mapping(name)
        .ifPresent(inner ->
            inner
                .entries()
                .forEach(entry -> {
                  if (entry.value() instanceof YamlScalar scalar) {
                    map.put(entry.name(), text(scalar));
                  }
                }));
    return Map.copyOf(map);
  }

  Optional<Located<Integer>> integer(String name) {
    return mapping
        .scalar(name)
        .flatMap(scalar ->
            Scalars.integer(scalar)
                .map(number -> new Located<>(Math.toIntExact(number), scalar.span())));
  }

  Located<Integer> integer(String name, int otherwise) {
    return integer(name).orElseGet(() -> new Located<>(otherwise, mapping.span()));
  }

  boolean isTrue(String name) {
    return mapping
        .scalar(name)
        .filter(scalar -> scalar.text().equalsIgnoreCase("true"))
        .isPresent();
  }

  Optional<Located<Duration>> duration(String name) {
    return parsed(name, Durations::parse);
  }

  Optional<Located<Instant>> time(String name) {
    return parsed(name, Fields::instant);
  }

  private <T> Optional<Located<T>> parsed(String name, Function<String, Optional<T>> parse) {
    return mapping
        .scalar(name)
        .flatMap(
            scalar -> parse.apply(scalar.text()).map(value -> new Located<>(value, scalar.span())));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Where a field's value stands, if it is there. */
  Optional<Span> place(String name) {
    return mapping.entry(name).map(entry -> entry.key().span());
  }

  /** A required reference; a missing one is a placeholder. */
  Ref ref(String name, String group, String kind) {
    return objectOrEmpty(name).asRef(group, kind);
  }

  List<Ref> refs(String name, String group, String kind) {
    return objects(name).stream().map(fields -> fields.asRef(group, kind)).toList();
  }

  /** This mapping as a reference, with a group and kind where none is written. */
  Ref asRef(String group, String kind) {
    return new Ref(
        optionalText("group").orElseGet(() -> new Located<>(group, mapping.span())),
        optionalText("kind").orElseGet(() -> new Located<>(kind, mapping.span())),
        optionalText("namespace").filter(namespace -> !namespace.value().isEmpty()),
        text("name"),
        optionalText("sectionName"),
        integer("port"),
        mapping.span());
  }

  private static Located<String> text(YamlScalar scalar) {
    return new Located<>(scalar.text(), scalar.span());
  }
}
