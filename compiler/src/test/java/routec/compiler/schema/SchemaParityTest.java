package routec.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our schemas say what the CRDs say: no field, limit, pattern, value or rule is lost. */
class SchemaParityTest {
  private static final List<String> SAME =
      List.of(
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "format",
          "default");

  /** What we put in the place of the API machinery's own fields. */
  private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "status");

  private static final String SIZE = "^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$";
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]"
          + "|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private final List<String> differences = new ArrayList<>();
  private int fields;
  private int rules;

  @Test
  void everyCrdIsJudgedByAnEqualSchema() {
    for (Crds.Pair pair : Crds.all()) {
      Ours ours = new Ours(pair.ours());
      Map<String, Object> crd = Schema.map(pair.crd().get("properties"));
      Set<String> names = new TreeSet<>(crd.keySet());
      names.removeAll(TOP);
      Set<String> mine = new TreeSet<>(ours.properties(pair.ours()).keySet());
      mine.removeAll(TOP);
      same(pair.name(), "fields", names, mine);
      for (String name : names) {
        compare(pair.name() + " " + name, ours, crd.get(name), ours.field(pair.ours(), name));
      }
      Set<String> wanted = texts(pair.crd().get("required"));
      wanted.addAll(Set.of("apiVersion", "kind", "metadata"));
      same(pair.name(), "required", wanted, texts(pair.ours().get("required")));
      compareRules(pair.name(), pair.crd(), pair.ours());
    }
    assertEquals("", String.join("\n", differences));
    assertTrue(fields > 5_000, () -> fields + " fields compared");
    assertTrue(rules > 400, () -> rules + " rules compared");
  }

  private void compare(String path, Ours ours, @Nullable Object crdTree, Map<String, Object> mine) {
    Map<String, Object> crd = Schema.map(crdTree);
    fields++;
    if (crd.containsKey("x-kubernetes-preserve-unknown-fields")) {
      same(path, "open", Map.of(), mine);
      return;
    }
    Set<String> types =
        crd.containsKey("x-kubernetes-int-or-string")
            ? Set.of("integer", "string")
            : texts(crd.get("type"));
    same(path, "type", new TreeSet<>(types), texts(mine.get("type")));
    for (String key : SAME) {
      same(path, key, Optional.ofNullable(crd.get(key)), Optional.ofNullable(mine.get(key)));
    }
    same(path, "required", texts(crd.get("required")), texts(mine.get("required")));
    same(path, "enum", enums(crd), texts(mine.get("enum")));
    same(path, "pattern", patterns(crd), ours.patterns(mine));
    Object listed = crd.get("x-kubernetes-list-type");
    same(path, "set", "set".equals(listed), Boolean.TRUE.equals(mine.get("uniqueItems")));
    Set<String> keys = texts("map".equals(listed) ? crd.get("x-kubernetes-list-map-keys") : null);
    same(path, "keys", keys, texts(mine.get("x-unique-by")));
    Map<String, Object> properties = Schema.map(crd.get("properties"));
    same(path, "fields", properties.keySet(), ours.properties(mine).keySet());
    boolean closed = crd.containsKey("properties");
    same(path, "closed", closed, Boolean.FALSE.equals(mine.get("additionalProperties")));
    compareRules(path, crd, mine);
    properties.forEach(
        (name, tree) -> compare(path + "." + name, ours, tree, ours.field(mine, name)));
    for (String key : List.of("items", "additionalProperties")) {
      if (crd.get(key) instanceof Map<?, ?> inner) {
        compare(path + "[]", ours, inner, ours.resolve(mine.get(key)));
      }
    }
  }

  /** Each rule of the CRD is one of ours, word for word, and says something of our own. */
  private void compareRules(String path, Map<String, Object> crd, Map<String, Object> mine) {
    Set<String> ours = new HashSet<>();
    for (Object tree : Schema.list(mine.get("x-rules"))) {
      Map<String, Object> rule = Schema.map(tree);
      ours.add(String.valueOf(rule.get("rule")));
      CelParser.parse(String.valueOf(rule.get("rule")));
      same(path, "words", true, rule.get("says") instanceof String says && !says.isBlank());
    }
    for (Object tree : Schema.list(crd.get("x-kubernetes-validations"))) {
      Map<String, Object> rule = Schema.map(tree);
      String text = String.valueOf(rule.get("rule")).strip().replaceAll("\\s+", " ");
      if (!text.contains("oldSelf")) { // a build sees no change from one object to the next
        rules++;
        same(path, "rule " + text, true, ours.contains(text));
        Object message = rule.get("message");
        boolean copied =
            Schema.list(mine.get("x-rules")).stream()
                .anyMatch(one -> Objects.equals(Schema.map(one).get("says"), message));
        same(path, "words of our own for " + message, false, copied);
      }
    }
  }

  private void same(String path, String what, Object theirs, Object ours) {
    if (!theirs.equals(ours)) {
      differences.add("%s: %s: CRD %s, ours %s".formatted(path, what, theirs, ours));
    }
  }

  private static Set<String> enums(Map<String, Object> crd) {
    Set<String> enums = texts(crd.get("enum"));
    Schema.list(crd.get("allOf"))
        .forEach(part -> enums.addAll(texts(Schema.map(part).get("enum"))));
    return enums;
  }

  private static Set<String> patterns(Map<String, Object> crd) {
    Set<String> patterns = texts(crd.get("pattern"));
    Schema.list(crd.get("allOf"))
        .forEach(part -> patterns.addAll(texts(Schema.map(part).get("pattern"))));
    if (patterns.contains(SIZE)) {
      patterns.remove(QUANTITY); // every size is a quantity
    }
    return patterns;
  }

  private static Set<String> texts(@Nullable Object tree) {
    Set<String> texts = new TreeSet<>();
    if (tree instanceof String one) {
      texts.add(one);
    } else if (tree instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }

  /** One file of ours, with its references followed. */
  private record Ours(Map<String, Object> root) {
    Map<String, Object> resolve(@Nullable Object tree) {
      Map<String, Object> node = Schema.map(tree);
      return node.get("$ref") instanceof String reference && reference.startsWith("#/$defs/")
          ? Schema.map(Schema.map(root.get("$defs")).get(reference.substring("#/$defs/".length())))
          : node;
    }

    Map<String, Object> properties(Map<String, Object> node) {
      return node.get("properties") instanceof Map<?, ?> map ? Schema.map(map) : Map.of();
    }

    Map<String, Object> field(Map<String, Object> node, String name) {
      return resolve(properties(node).get(name));
    }

    Set<String> patterns(Map<String, Object> node) {
      Set<String> patterns = texts(node.get("pattern"));
      Schema.list(node.get("allOf"))
          .forEach(part -> patterns.addAll(texts(Schema.map(part).get("pattern"))));
      return patterns;
    }
  }
}
