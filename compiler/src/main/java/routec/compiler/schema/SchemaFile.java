package routec.compiler.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One file of {@code schema/}, made ready part by part as documents need it: most of the large
 * kinds is never looked at. Several threads may judge by it.
 */
final class SchemaFile {
  private final Map<String, Object> definitions;
  private final Map<String, Schema> named = new ConcurrentHashMap<>();
  private final Map<String, TextPattern> patterns = new ConcurrentHashMap<>();
  private final Function<String, Schema> files;
  private final Schema root;

  /**
   * @param tree the file's JSON
   * @param files finds another file by a path relative to its folder
   */
  SchemaFile(Map<String, Object> tree, Function<String, Schema> files) {
    this.definitions = Schema.map(tree.getOrDefault("$defs", Map.of()));
    this.files = files;
    this.root = schema(tree);
  }

  /** A schema that allows anything. */
  static Schema open() {
    return new SchemaFile(Map.of(), file -> open()).root();
  }

  Schema root() {
    return root;
  }

  private Supplier<Schema> lazy(Object tree) {
    return once(() -> schema(Schema.map(tree)));
  }

  /** Makes a value when it is first asked for. */
  private static <T> Supplier<T> once(Supplier<T> make) {
    return new Supplier<>() {
      private volatile Optional<T> made = Optional.empty();

      @Override
      public T get() {
        Optional<T> known = made;
        return known.isPresent() ? known.get() : makeNow();
      }

      private synchronized T makeNow() {
        T value = made.orElseGet(make);
        made = Optional.of(value);
        return value;
      }
    };
  }

  private Schema schema(Map<String, Object> tree) {
    if (tree.get("$ref") instanceof String reference) {
      return reference.startsWith("#/$defs/")
          ? named(reference.substring("#/$defs/".length()))
          : files.apply(reference);
    }
    TreeMap<String, Supplier<Schema>> properties = new TreeMap<>();
    Schema.map(tree.getOrDefault("properties", Map.of()))
        .forEach((name, field) -> properties.put(name, lazy(field)));
    Set<String> defaulted = new TreeSet<>();
    Schema.map(tree.getOrDefault("properties", Map.of()))
        .forEach((name, field) -> {
          if (hasDefault(Schema.map(field))) {
            defaulted.add(name);
          }
        });
    return new Schema(
        types(tree.getOrDefault("type", List.of())),
        properties,
        new TreeSet<>(strings(tree, "required")),
        Boolean.FALSE.equals(tree.get("additionalProperties")),
        lazyOf(tree, "additionalProperties"),
        Optional.ofNullable(tree.get("propertyNames"))
            .map(names -> pattern(String.valueOf(Schema.map(names).get("pattern")))),
        lazyOf(tree, "items"),
        strings(tree, "enum"),
        Optional.ofNullable(tree.get("pattern")).map(text -> pattern((String) text)),
        range(tree, "minimum", "maximum"),
        range(tree, "minLength", "maxLength"),
        properties.isEmpty() && tree.containsKey("items")
            ? range(tree, "minItems", "maxItems")
            : range(tree, "minProperties", "maxProperties"),
        Optional.ofNullable((String) tree.get("format")),
        defaulted,
        Optional.ofNullable(tree.get("default")),
        Boolean.TRUE.equals(tree.get("uniqueItems")) ? List.of("") : strings(tree, "x-unique-by"),
        Schema.list(tree.getOrDefault("x-rules", List.of())).stream()
            .map(rule -> rule(Schema.map(rule)))
            .toList());
  }

  private boolean hasDefault(Map<String, Object> field) {
    return field.containsKey("default")
        || (field.get("$ref") instanceof String reference
            && Schema.map(definitions.getOrDefault(reference.replace("#/$defs/", ""), Map.of()))
                .containsKey("default"));
  }

  private Schema named(String name) {
    Schema known = named.get(name);
    if (known == null) {
      Schema fresh = schema(Schema.map(definitions.getOrDefault(name, Map.of())));
      Schema first = named.putIfAbsent(name, fresh);
      return first == null ? fresh : first;
    }
    return known;
  }

  private Optional<Supplier<Schema>> lazyOf(Map<String, Object> tree, String name) {
    return tree.get(name) instanceof Map<?, ?> inner ? Optional.of(lazy(inner)) : Optional.empty();
  }

  private static Schema.Rule rule(Map<String, Object> tree) {
    String text = (String) tree.getOrDefault("rule", "true");
    return new Schema.Rule(
        once(() -> CelParser.parse(text)),
        (String) tree.getOrDefault("says", ""),
        (String) tree.getOrDefault("at", ""));
  }

  private static Set<String> types(Object tree) {
    return tree instanceof String one ? Set.of(one) : new TreeSet<>(texts(tree));
  }

  private static List<String> strings(Map<String, Object> tree, String name) {
    return texts(tree.getOrDefault(name, List.of()));
  }

  private static List<String> texts(Object tree) {
    return Schema.list(tree).stream().map(String::valueOf).toList();
  }

  private TextPattern pattern(String text) {
    return patterns.computeIfAbsent(text, TextPattern::new);
  }

  private static Schema.Range range(Map<String, Object> tree, String least, String most) {
    return new Schema.Range(number(tree, least), number(tree, most));
  }

  private static OptionalLong number(Map<String, Object> tree, String name) {
    return tree.get(name) instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }
}
