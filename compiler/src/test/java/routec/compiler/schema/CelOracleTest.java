package routec.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlReader;

/** Our evaluator of the CRDs' rules says what Google's CEL says, on values made at random. */
class CelOracleTest {
  private static final Path SCHEMAS = Path.of("../schema");
  private static final int ROUNDS = 60;

  private final Oracle oracle = new Oracle();
  private final List<String> differences = new ArrayList<>();
  private int asked;
  private int held;

  @Test
  void everyRuleHoldsForTheSameValues() throws IOException {
    Map<String, Place> rules = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SCHEMAS)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          Map<String, Object> root = Schema.map(JsonTree.read(in));
          collect(root, root, rules);
        }
      }
    }
    assertTrue(rules.size() > 200, () -> rules.size() + " rules");
    rules.forEach(this::compare);
    assertEquals("", String.join("\n", differences));
    assertTrue(held > asked / 10 && held < asked, () -> held + " of " + asked + " held");
  }

  /** A node of a schema with what it may refer to. */
  private record Place(Map<String, Object> node, Map<String, Object> root) {
    Map<String, Object> inner(@Nullable Object tree) {
      Map<String, Object> node = Schema.map(tree);
      return node.get("$ref") instanceof String ref
          ? Schema.map(Schema.map(root.get("$defs")).get(ref.substring("#/$defs/".length())))
          : node;
    }
  }

  private static void collect(
      @Nullable Object tree, Map<String, Object> root, Map<String, Place> rules) {
    Map<String, Object> node = Schema.map(tree);
    for (Object rule : Schema.list(node.get("x-rules"))) {
      rules.putIfAbsent(String.valueOf(Schema.map(rule).get("rule")), new Place(node, root));
    }
    node.values().forEach(value -> collect(value, root, rules));
    Schema.list(tree).forEach(value -> collect(value, root, rules));
  }

  private void compare(String rule, Place place) {
    CelExpression ours = CelParser.parse(rule);
    CelRuntime.Program theirs = oracle.program(rule);
    Random random = new Random(rule.hashCode());
    for (int i = 0; i < ROUNDS; i++) {
      Object self = new Values(place, random, rule).of(place.node(), 0);
      boolean expected = oracle.holds(theirs, self);
      boolean actual = CelEvaluator.holds(ours, yaml(self));
      asked++;
      held += expected ? 1 : 0;
      if (expected != actual) {
        differences.add("%s: %s, but CEL: %s for %s".formatted(rule, actual, expected, self));
        return;
      }
    }
  }

  /** JSON is YAML. */
  private static YamlNode yaml(Object self) {
    try {
      String text = new ObjectMapper().writeValueAsString(Map.of("self", self));
      YamlNode root =
          new YamlReader(new Diagnostics()).read(SourceFile.of("a", text)).getFirst().root();
      return ((YamlMapping) root).get("self").orElseThrow();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values that a schema might take, and some that it does not. */
  private record Values(Place place, Random random, String rule) {
    private static final List<String> TEXTS =
        List.of("a", "", "*", "10.0.0.1", "::1", "a.b", "/a/../b", "/a//", "10s", "1m", "x-a");

    Object of(Map<String, Object> node, int depth) {
      List<Object> enums = Schema.list(node.get("enum"));
      if (!enums.isEmpty()) {
        return enums.get(random.nextInt(enums.size()));
      }
      if (node.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
        return object(Schema.map(properties), depth);
      }
      List<Object> types = Schema.list(node.get("type"));
      return switch (String.valueOf(types.isEmpty() ? node.get("type") : types.getFirst())) {
        case "array" -> list(node, depth);
        case "boolean" -> random.nextBoolean();
        case "integer" -> (long) random.nextInt(5);
        case "number" -> random.nextInt(9) / 2.0 + 0.25;
        case "object" -> Map.of("a", "a");
        default -> text();
      };
    }

    private Object object(Map<String, Object> properties, int depth) {
      Map<String, Object> map = new LinkedHashMap<>();
      properties.forEach((name, tree) -> {
        boolean asked = rule.contains(name);
        if (depth < 6 && random.nextInt(asked ? 10 : 40) < 6) {
          map.put(name, of(place.inner(tree), depth + 1));
        }
      });
      return map;
    }

    private List<Object> list(Map<String, Object> node, int depth) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(of(place.inner(node.get("items")), depth + 1));
      }
      return list;
    }

    /** A word, or one of those that the rule itself names. */
    private String text() {
      List<String> named =
          Stream.of(rule.split("['\"]", -1))
              .filter(word -> word.matches("[\\w./*-]{1,60}"))
              .toList();
      return random.nextBoolean() && !named.isEmpty()
          ? named.get(random.nextInt(named.size()))
          : TEXTS.get(random.nextInt(TEXTS.size()));
    }
  }

  /** Google's CEL with the functions that Kubernetes adds. */
  private static final class Oracle {
    private static final CelFunctionDecl IS_IP =
        CelFunctionDecl.newFunctionDeclaration(
            "isIP", CelOverloadDecl.newGlobalOverload("is_ip", SimpleType.BOOL, SimpleType.STRING));

    private final CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings())
            .addFunctionDeclarations(IS_IP)
            .addVar("self", SimpleType.DYN)
            .build();
    private final CelRuntime runtime =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .addLibraries(CelExtensions.strings())
            .addFunctionBindings(CelFunctionBinding.from("is_ip", String.class, Forms::isIp))
            .build();

    CelRuntime.Program program(String rule) {
      try {
        return runtime.createProgram(compiler.compile(rule).getAst());
      } catch (CelValidationException | CelEvaluationException e) {
        throw new IllegalArgumentException(rule, e);
      }
    }

    boolean holds(CelRuntime.Program program, Object self) {
      try {
        return Boolean.TRUE.equals(program.eval(Map.of("self", self)));
      } catch (CelEvaluationException e) {
        return false;
      }
    }
  }
}
