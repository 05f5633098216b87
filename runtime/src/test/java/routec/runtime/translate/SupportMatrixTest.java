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
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.MessagesField;
import routec.runtime.dialect.openai.ChatField;
import routec.runtime.dialect.openai.EmbeddingsField;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;

/**
 * The tables of {@code docs/translation.md} say what the code does: each field is sent through each
 * pair, and the table is what came out. {@code -Dgolden=update} rewrites them.
 */
class SupportMatrixTest {
  private static final Path PROBES = Path.of("src/test/resources/matrix");
  private static final List<Column> CHAT =
      List.of(
          new Column("Converse, Nova", Pairs.OPENAI_TO_CONVERSE, "nova"),
          new Column("Converse, Llama", Pairs.OPENAI_TO_CONVERSE, "llama-3"),
          new Column("Converse, Claude 4.5", Pairs.OPENAI_TO_CONVERSE, "claude-4-5"),
          new Column("Converse, Claude 4.7+", Pairs.OPENAI_TO_CONVERSE, "claude-4-7"),
          new Column("InvokeModel, Claude 4.5", Pairs.OPENAI_TO_CLAUDE, "claude-4-5"),
          new Column("Anthropic, Claude 4.5", Pairs.OPENAI_TO_ANTHROPIC, "claude-4-5"));
  private static final List<Column> MESSAGES =
      List.of(
          new Column("Converse, Nova", Pairs.ANTHROPIC_TO_CONVERSE, "nova"),
          new Column("Converse, Llama", Pairs.ANTHROPIC_TO_CONVERSE, "llama-3"),
          new Column("Converse, Claude 4.5", Pairs.ANTHROPIC_TO_CONVERSE, "claude-4-5"),
          new Column("Converse, Claude 4.7+", Pairs.ANTHROPIC_TO_CONVERSE, "claude-4-7"),
          new Column("InvokeModel, Claude 4.5", Pairs.ANTHROPIC_TO_CLAUDE, "claude-4-5"));
  private static final List<Column> COUNT =
      List.of(
          new Column("Converse, Claude 4.5", Pairs.ANTHROPIC_COUNT_TO_CONVERSE, "claude-4-5"),
          new Column("InvokeModel, Claude 4.5", Pairs.ANTHROPIC_COUNT_TO_CLAUDE, "claude-4-5"),
          new Column("Anthropic", Pairs.ANTHROPIC_COUNT_TO_ANTHROPIC, "claude-4-5"));
  private static final List<Column> EMBEDDINGS =
      List.of(
          new Column("Titan 1", Pairs.OPENAI_TO_EMBEDDINGS, "titan-embed-1"),
          new Column("Titan 2", Pairs.OPENAI_TO_EMBEDDINGS, "titan-embed-2"),
          new Column("Cohere 3", Pairs.OPENAI_TO_EMBEDDINGS, "cohere-embed-3"),
          new Column("Cohere 4", Pairs.OPENAI_TO_EMBEDDINGS, "cohere-embed-4"),
          new Column("Nova", Pairs.OPENAI_TO_EMBEDDINGS, "nova-embed"));

  /** A pair and a family. */
  private record Column(String title, Pairs pair, String family) {}

  @Test
  void theTableOfChatFieldsSaysWhatTheCodeDoes() throws IOException {
    check(
        "chat",
        fields("chat", CHAT, Arrays.stream(ChatField.values()).map(ChatField::word).toList()));
  }

  @Test
  void theTableOfMessagesFieldsSaysWhatTheCodeDoes() throws IOException {
    check("messages", fields("messages", MESSAGES, messagesFields()));
  }

  @Test
  void theTableOfCountsSaysWhatTheCodeDoes() throws IOException {
    check("count", fields("messages", COUNT, messagesFields()));
  }

  @Test
  void theTableOfEmbeddingsFieldsSaysWhatTheCodeDoes() throws IOException {
    List<String> names =
        Arrays.stream(EmbeddingsField.values())
            .map(field -> field.name().toLowerCase(Locale.ROOT))
            .toList();
    check("embeddings", fields("embeddings", EMBEDDINGS, names));
  }

  private static List<String> messagesFields() {
    return Arrays.stream(MessagesField.values()).map(MessagesField::word).toList();
  }

  @Test
  void theTableOfContentSaysWhatTheCodeDoes() throws IOException {
    check(
        "content",
        table("chat-content", CHAT, "a chat holds")
            + "\n"
            + table("messages-content", MESSAGES, "a message holds"));
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
  private static String fields(String dialect, List<Column> columns, List<String> names)
      throws IOException {
    Map<String, String[]> probes = probes(dialect);
    List<String> asked = names.stream().filter(name -> !name.isEmpty()).toList();
    for (String name : asked) {
      String field = name.equals("unknown") ? "anything_else" : name;
      assertTrue(probes.containsKey(field), "matrix/" + dialect + ".tsv has no line for " + field);
    }
    return table(dialect, columns, "field");
  }

  private static String table(String file, List<Column> columns, String head) throws IOException {
    StringBuilder text = new StringBuilder("| ").append(head);
    columns.forEach(column -> text.append(" | ").append(column.title));
    text.append(" | |\n|---|").append("---|".repeat(columns.size())).append("---|\n");
    for (Map.Entry<String, String[]> probe : probes(file).entrySet()) {
      text.append("| `").append(probe.getKey()).append('`');
      for (Column column : columns) {
        text.append(" | ").append(fate(column, probe.getValue()[0], probe.getValue()[1]));
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

  private static String fate(Column column, String without, String with) {
    try {
      Outbound bare = translate(column, without);
      Outbound full = translate(column, with);
      boolean changed =
          !texts(bare).equals(texts(full)) || !bare.headers().list().equals(full.headers().list());
      boolean dropped = full.dropped().size() > bare.dropped().size();
      return changed && dropped
          ? "in part"
          : dropped ? "dropped" : changed ? "**yes**" : "no effect";
    } catch (Fault fault) {
      return "refused";
    }
  }

  private static List<String> texts(Outbound outbound) {
    return outbound.bodies().stream().map(Slice::text).toList();
  }

  private static Outbound translate(Column column, String json) {
    Call call = Vector.call(column.pair, Slice.utf8(json), Headers.NONE);
    return column.pair.translate(call, Families.of(column.family), "m");
  }

  private static void check(String part, String now) throws IOException {
    TranslationPage.check(part, "SupportMatrixTest", now);
  }
}
