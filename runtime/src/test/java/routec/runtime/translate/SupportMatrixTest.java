package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.MessagesField;
import routec.runtime.dialect.openai.ChatField;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;

/**
 * The tables of {@code docs/translation.md} say what the code does: each field is sent through each
 * pair, and the table is what came out. {@code -Dgolden=update} rewrites them.
 */
class SupportMatrixTest {
  private static final Path PAGE = Path.of("../docs/translation.md");
  private static final Path PROBES = Path.of("src/test/resources/matrix");
  private static final List<Column> COLUMNS =
      List.of(
          new Column("Converse, Nova", "nova"),
          new Column("Converse, Llama", "llama-3"),
          new Column("Converse, Claude 4.5", "claude-4-5"),
          new Column("Converse, Claude 4.7+", "claude-4-7"),
          new Column("InvokeModel, Claude 4.5", "claude-4-5"));

  /** A pair and a family. */
  private record Column(String title, String family) {
    Pairs pair(boolean anthropic) {
      boolean converse = title.startsWith("Converse");
      if (anthropic) {
        return converse ? Pairs.ANTHROPIC_TO_CONVERSE : Pairs.ANTHROPIC_TO_CLAUDE;
      }
      return converse ? Pairs.OPENAI_TO_CONVERSE : Pairs.OPENAI_TO_CLAUDE;
    }
  }

  @Test
  void theTableOfChatFieldsSaysWhatTheCodeDoes() throws IOException {
    check("chat", fields("chat", Arrays.stream(ChatField.values()).map(ChatField::word).toList()));
  }

  @Test
  void theTableOfMessagesFieldsSaysWhatTheCodeDoes() throws IOException {
    check(
        "messages",
        fields(
            "messages", Arrays.stream(MessagesField.values()).map(MessagesField::word).toList()));
  }

  @Test
  void theTableOfContentSaysWhatTheCodeDoes() throws IOException {
    check(
        "content",
        table("chat-content", "a chat holds")
            + "\n"
            + table("messages-content", "a message holds"));
  }

  @Test
  void theTableOfFamiliesIsThatOfTheModels() throws IOException {
    StringBuilder text =
        new StringBuilder("| family | model ids begin with | traits |\n|---|---|---|\n");
    Matcher family =
        Pattern.compile("- name: (\\S+)\\s+stems: \\[([^\\]]*)]\\s+traits: \\[([^\\]]*)]")
            .matcher(Files.readString(Path.of("../schema/bedrock-models.yaml")));
    while (family.find()) {
      text.append("| ").append(family.group(1)).append(" | `");
      text.append(family.group(2).replace(", ", "`, `")).append("` | ");
      text.append(words(family.group(3))).append(" |\n");
    }
    check("families", text.toString());
  }

  @Test
  void theTableOfTraitsIsThatOfTheCode() throws IOException {
    String source = Files.readString(Path.of("src/main/java/routec/runtime/translate/Trait.java"));
    StringBuilder text = new StringBuilder("| trait | a model that has it |\n|---|---|\n");
    Matcher trait =
        Pattern.compile("/\\*\\* ((?:[^*]|\\*[^/])*) \\*/\\s+([A-Z_0-9]+)").matcher(source);
    while (trait.find()) {
      String meaning = trait.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ");
      meaning = meaning.replaceAll("\\{@code ([^}]*)}", "`$1`");
      text.append("| ").append(words(trait.group(2))).append(" | ").append(meaning).append(" |\n");
    }
    assertEquals(
        Trait.values().length, text.toString().lines().count() - 2, "all traits have words");
    check("traits", text.toString());
  }

  private static String words(String traits) {
    return traits.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A row a field; every field must have a probe. */
  private static String fields(String dialect, List<String> names) throws IOException {
    Map<String, String[]> probes = probes(dialect);
    List<String> asked = names.stream().filter(name -> !name.isEmpty()).toList();
    for (String name : asked) {
      String field = name.equals("unknown") ? "anything_else" : name;
      assertTrue(probes.containsKey(field), "matrix/" + dialect + ".tsv has no line for " + field);
    }
    return table(dialect, "field");
  }

  private static String table(String file, String head) throws IOException {
    boolean anthropic = file.startsWith("messages");
    StringBuilder text = new StringBuilder("| ").append(head);
    COLUMNS.forEach(column -> text.append(" | ").append(column.title));
    text.append(" | |\n|---|").append("---|".repeat(COLUMNS.size())).append("---|\n");
    for (Map.Entry<String, String[]> probe : probes(file).entrySet()) {
      text.append("| `").append(probe.getKey()).append('`');
      for (Column column : COLUMNS) {
        String without = probe.getValue()[0];
        text.append(" | ").append(fate(column, anthropic, without, probe.getValue()[1]));
      }
      text.append(" | ").append(probe.getValue()[2]).append(" |\n");
    }
    return text.toString();
  }

  /** Lines: name, request without it, request with it, a note. */
  private static Map<String, String[]> probes(String file) throws IOException {
    Map<String, String[]> probes = new TreeMap<>();
    for (String line : Files.readAllLines(PROBES.resolve(file + ".tsv"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] words = line.split("\t", -1);
        String base = "\"model\":\"m\",\"max_tokens\":3000";
        probes.put(
            words[0],
            new String[] {
              "{" + base + "," + words[1] + "}", "{" + base + "," + words[2] + "}", words[3]
            });
      }
    }
    return probes;
  }

  private static String fate(Column column, boolean anthropic, String without, String with) {
    try {
      Outbound bare = translate(column, anthropic, without);
      Outbound full = translate(column, anthropic, with);
      boolean changed =
          !bare.body().text().equals(full.body().text())
              || !bare.headers().list().equals(full.headers().list());
      boolean dropped = full.dropped().size() > bare.dropped().size();
      return changed && dropped
          ? "in part"
          : dropped ? "dropped" : changed ? "**yes**" : "no effect";
    } catch (Fault fault) {
      return "refused";
    }
  }

  private static Outbound translate(Column column, boolean anthropic, String json) {
    Pairs pair = column.pair(anthropic);
    Call call = Vector.call(pair, Slice.utf8(json), Headers.NONE);
    return pair.translate(call, Families.of(column.family), "m");
  }

  private static void check(String part, String now) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + part + ": written by SupportMatrixTest -->\n";
    int from = page.indexOf(begin);
    assertTrue(from >= 0, "docs/translation.md has no part " + part);
    from += begin.length();
    int to = page.indexOf("<!-- end -->", from);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, page.substring(0, from) + "\n" + now + "\n" + page.substring(to));
    } else {
      assertEquals(
          now.lines().collect(Collectors.joining("\n")),
          page.substring(from, to).strip(),
          "docs/translation.md is behind the code: run with -Dgolden=update");
    }
  }
}
