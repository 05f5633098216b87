package routec.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import routec.compiler.compile.Compiler;
import routec.compiler.compile.Sources;
import routec.compiler.diag.Category;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;

/**
 * No field is ignored in silence: each is named by a diagnostic when it is written, or it stands in
 * the list of fields that the compiler uses.
 */
class FieldsTest {
  private static final Path USED = Path.of("src/test/resources/used-fields.txt");
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  private final SchemaStore store = new SchemaStore();

  @Test
  void everyFieldIsUsedOrNamedAsNotSupported() throws IOException {
    Set<String> silent = new TreeSet<>();
    int asked = 0;
    for (Map.Entry<String, String> kind : new TreeMap<>(Kinds.all()).entrySet()) {
      String apiVersion = kind.getValue();
      int slash = apiVersion.indexOf('/');
      String group = slash < 0 ? "" : apiVersion.substring(0, slash);
      for (String version : Kinds.versions(group, kind.getKey())) {
        Walk walk =
            new Walk(
                group.isEmpty() ? version : group + "/" + version,
                kind.getKey(),
                store.of(group, version, kind.getKey()));
        walk.into(walk.root, List.of());
        walk.silent.forEach(path -> silent.add(kind.getKey() + " " + path));
        asked += walk.asked;
      }
    }
    String list = String.join("\n", silent) + "\n";
    if (UPDATE) {
      Files.writeString(USED, list, StandardCharsets.UTF_8);
    }
    assertEquals(Files.readString(USED), list, "fields that nothing says a word about");
    assertEquals(true, asked > 300, () -> "too few fields were asked");
  }

  /** Goes through the fields of one kind; it stops where a diagnostic names the field. */
  private static final class Walk {
    private static final int NAME = 3;
    private static final String TARGET =
        """
        ---
        apiVersion: aigateway.envoyproxy.io/v1beta1
        kind: AIServiceBackend
        metadata: {name: a}
        spec:
          schema: {name: AWSBedrock}
          backendRef: {name: a, kind: Backend, group: gateway.envoyproxy.io}
        """;
    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "status");
    private final String apiVersion;
    private final String kind;
    private final Schema root;
    private final List<String> silent = new ArrayList<>();
    private int asked;

    Walk(String apiVersion, String kind, Schema root) {
      this.apiVersion = apiVersion;
      this.kind = kind;
      this.root = root;
    }

    void into(Schema schema, List<String> path) {
      if (path.size() > 25) {
        throw new IllegalStateException("a schema without end: " + path);
      }
      for (String name : schema.properties().keySet()) {
        if (path.isEmpty() && TOP.contains(name)) {
          continue;
        }
        List<String> field = plus(path, name);
        if (isNamed(field)) {
          continue;
        }
        Schema inner = schema.property(name).orElseThrow();
        while (inner.items().isPresent() || inner.additional().isPresent()) {
          boolean list = inner.items().isPresent();
          field = plus(field, list ? "[]" : "{}");
          inner = (list ? inner.items() : inner.additional()).orElseThrow().get();
        }
        if (inner.properties().isEmpty()) {
          silent.add(String.join(".", field));
        } else {
          into(inner, field);
        }
      }
    }

    private static List<String> plus(List<String> path, String name) {
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      return longer;
    }

    /** Whether a diagnostic points at the field, or at what holds it. */
    private boolean isNamed(List<String> field) {
      asked++;
      Lines text = new Lines();
      text.line("apiVersion: " + apiVersion);
      text.line("kind: " + kind);
      text.line("metadata: {name: a}");
      if (Instances.with(root, field) instanceof Map<?, ?> map) {
        aim(map, field);
        map.forEach((name, value) -> {
          if (!TOP.contains((String) name)) {
            text.entry((String) name, value, 0, List.of((String) name), field);
          }
        });
      }
      if (kind.equals("BackendSecurityPolicy")) {
        text.text.append(
            field.contains("awsCredentials") ? TARGET : TARGET.replace("AWSBedrock", "OpenAI"));
      }
      Diagnostics diagnostics = new Diagnostics();
      Sources sources = new Sources(List.of(SourceFile.of("a.yaml", text.text.toString())));
      for (Diagnostic found : new Compiler().compile(sources, diagnostics).diagnostics()) {
        boolean whole = found.code() == Code.RC0507 || found.code() == Code.RC0510;
        if (whole && found.span().line() == NAME) {
          return true; // the whole object is named as not supported
        }
        if (found.code() == Code.RC0502 && found.span().line() == text.type) {
          return true; // the type names its fields
        }
        if (found.message().contains(" in place of ")
            && text.way.contains(found.span().line() - 1)) {
          return true; // it points at the first line of what the field holds
        }
        boolean says =
            found.code().category() == Category.SUPPORT
                || found.code() == Code.RC0415
                || found.code() == Code.RC0422;
        if (says
            && (text.way.contains(found.span().line())
                || found.alike().stream().anyMatch(span -> text.way.contains(span.line())))) {
          return true;
        }
      }
      return false;
    }

    /** References to backends of a kind that the API server would take. */
    private static void allow(Object node) {
      if (node instanceof List<?> list) {
        list.forEach(Walk::allow);
      } else if (node instanceof Map<?, ?> map) {
        map.values().forEach(Walk::allow);
        if (map.get("backendRefs") instanceof List<?> refs) {
          toBackend(refs.getFirst());
        }
        toBackend(map.get("backendRef"));
      }
    }

    @SuppressWarnings("unchecked")
    private static void toBackend(@Nullable Object ref) {
      if (ref instanceof Map<?, ?> map) {
        ((Map<String, Object>) map)
            .putAll(Map.of("group", "gateway.envoyproxy.io", "kind", "Backend"));
      }
    }

    /** Credentials are judged where a backend takes them. */
    @SuppressWarnings("unchecked")
    private void aim(Map<?, ?> map, List<String> field) {
      if (kind.equals("BackendSecurityPolicy") && !field.contains("targetRefs")) {
        ((Map<String, Object>) Objects.requireNonNull(map.get("spec")))
            .put(
                "targetRefs",
                List.of(
                    Map.of(
                        "group", "aigateway.envoyproxy.io",
                        "kind", "AIServiceBackend",
                        "name", "a")));
        allow(map);
      }
    }
  }

  /** Writes YAML with one key a line and keeps the lines of the keys on a way. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> way = new TreeSet<>();
    private int count;
    private int type;

    void line(String line) {
      text.append(line).append('\n');
      count++;
    }

    void entry(String name, Object value, int indent, List<String> at, List<String> field) {
      boolean on = at.size() <= field.size() && field.subList(0, at.size()).equals(at);
      String head = "  ".repeat(indent) + '"' + name + "\":";
      switch (value) {
        case Map<?, ?> map when !map.isEmpty() -> {
          line(head);
          mark(on);
          map.forEach((key, inner) ->
              entry((String) key, inner, indent + 1, Walk.plus(at, step(field, at, key)), field));
        }
        case List<?> list when list.getFirst() instanceof Map<?, ?> map && !map.isEmpty() -> {
          line(head);
          mark(on);
          line("  ".repeat(indent + 1) + "-");
          List<String> items = Walk.plus(at, "[]");
          map.forEach((key, inner) ->
              entry((String) key, inner, indent + 2, Walk.plus(items, (String) key), field));
        }
        case List<?> list -> {
          line(head + " [" + scalar(list.getFirst()) + "]");
          mark(on);
        }
        case Object one -> {
          line(head + " " + scalar(one));
          if (at.equals(List.of("spec", "type"))) {
            type = count;
          }
          mark(on);
        }
      }
    }

    /** In a map of the user's own keys every key is the step {@code {}}. */
    private static String step(List<String> field, List<String> at, Object key) {
      boolean own = field.size() > at.size() && field.get(at.size()).equals("{}");
      return own ? "{}" : (String) key;
    }

    private void mark(boolean on) {
      if (on) {
        way.add(count);
      }
    }

    private static String scalar(Object value) {
      return value instanceof String text ? '"' + text + '"' : value.toString();
    }
  }
}
