package routec.compiler.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes values that a schema takes: as little as it wants, and one field more. */
final class Instances {
  private static final List<String> WORDS =
      List.of(
          "a", "A", "1s", "/a", "1Mi", "1", "a.b", "a.b/c", "a:b", "10.0.0.1", "10.0.0.0/8", "x-a");

  private static final List<List<String>> ONE_OF =
      List.of(
          List.of("clientID", "clientIDRef"),
          List.of("clientSecretRef", "oidcExchangeToken"),
          List.of("credentialsFile", "workloadIdentityFederationConfig"));

  private Instances() {}

  /** The least value of a schema. */
  static Object least(Schema schema) {
    if (schema.defaults().isPresent()) {
      return schema.defaults().get();
    }
    if (!schema.enums().isEmpty()) {
      return schema.enums().getFirst();
    }
    if (schema.types().contains("object")
        || !schema.properties().isEmpty()
        || schema.additional().isPresent()) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String name : schema.required()) {
        schema.property(name).ifPresent(field -> map.put(name, least(field)));
      }
      if (schema.properties().isEmpty() && schema.additional().isPresent()) {
        map.put("a", least(schema.additional().get().get()));
      }
      complete(schema, map);
      return map;
    }
    if (schema.types().contains("array")) {
      return List.of(schema.items().map(items -> least(items.get())).orElse("a"));
    }
    if (schema.types().contains("boolean")) {
      return true;
    }
    if (schema.types().contains("integer") || schema.types().contains("number")) {
      return schema.number().least().orElse(1) <= 1 && schema.number().most().orElse(9) >= 1
          ? 1L
          : schema.number().least().orElse(0);
    }
    return text(schema);
  }

  private static String text(Schema schema) {
    if (schema.format().filter("date-time"::equals).isPresent()) {
      return "2026-01-31T12:00:00Z";
    }
    if (schema.format().filter("uri"::equals).isPresent()) {
      return "https://a.example/";
    }
    if (schema.format().filter("byte"::equals).isPresent()) {
      return "YQ==";
    }
    Stream<String> some = WORDS.stream();
    return some.filter(word -> fits(schema, word)).findFirst().orElse("a");
  }

  private static boolean fits(Schema schema, String word) {
    Optional<TextPattern> pattern = schema.pattern();
    return schema.length().holds(word.length()) && (pattern.isEmpty() || pattern.get().isIn(word));
  }

  /** A least value with one field more, deep inside; {@code []} steps into a list or a map. */
  static Object with(Schema schema, List<String> path) {
    if (path.isEmpty()) {
      return least(schema);
    }
    String step = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (step.equals("[]")) {
      return List.of(with(schema.items().orElseThrow().get(), rest));
    }
    if (step.equals("{}")) {
      return Map.of("a", with(schema.additional().orElseThrow().get(), rest));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (least(schema) instanceof Map<?, ?> least) {
      least.forEach((name, value) -> map.put((String) name, value));
    }
    map.put(step, with(schema.property(step).orElseThrow(), rest));
    complete(schema, map);
    choose(schema, step, map);
    return map;
  }

  /** One of two where a rule between fields wants one. */
  private static void complete(Schema schema, Map<String, Object> map) {
    for (List<String> two : ONE_OF) {
      boolean lacks = two.stream().allMatch(name -> schema.property(name).isPresent());
      if (lacks && two.stream().noneMatch(map::containsKey)) {
        map.put(two.getFirst(), least(schema.property(two.getFirst()).orElseThrow()));
      }
    }
  }

  /** Unions have a {@code type} that names the field: {@code APIKey} and {@code apiKey}. */
  private static void choose(Schema schema, String field, Map<String, Object> map) {
    schema
        .property("type")
        .filter(_ -> !field.equals("type"))
        .flatMap(type -> type.enums().stream().filter(field::equalsIgnoreCase).findFirst())
        .ifPresent(type -> map.put("type", type));
  }
}
