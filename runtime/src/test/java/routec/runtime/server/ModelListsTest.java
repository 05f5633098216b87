package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.FixedRoute;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;
import routec.runtime.spi.Target;
import routec.runtime.translate.TranslationPage;

/** Lists of models, and that docs/translation.md says what is in them. */
class ModelListsTest {
  private static final Path NOTES = Path.of("src/test/resources/matrix/models.tsv");
  private static final ModelLists.Page FIRST = page("", "", "");
  private static final Attempt UNUSED =
      new Attempt(
          new Backend(
              "default/unused", "openai", Target.plain("127.0.0.1", 1), new Authorization.None()),
          0,
          1,
          _ -> {
            throw new IllegalStateException("no list asks a backend");
          });

  /** A row a member, with what it is for one model, and a row a parameter, with what it does. */
  @Test
  void theTablesOfThePageSayWhatTheListsHold() throws IOException {
    RouteTable table = table(1);
    StringBuilder text =
        new StringBuilder("| field | `GET /v1/models` | `GET /anthropic/v1/models` | |\n");
    text.append("|---|---|---|---|\n");
    for (String line : Files.readAllLines(NOTES)) {
      String[] words = line.split("\t", -1);
      text.append("| `").append(words[0]).append("` | ");
      text.append(shown(Dialect.OPENAI, table, words[0])).append(" | ");
      text.append(shown(Dialect.ANTHROPIC, table, words[0])).append(" | ");
      text.append(words[1]).append(" |\n");
    }
    List<String> noted =
        Files.readAllLines(NOTES).stream().map(line -> line.split("\t", -1)[0]).toList();
    for (Dialect dialect : Dialect.values()) {
      JsonNode list = list(dialect, table, FIRST);
      list.fieldNames().forEachRemaining(name -> assertTrue(noted.contains(name), name));
      JsonNode model = list.path("data").path(0);
      model.fieldNames().forEachRemaining(name -> assertTrue(noted.contains("data[]." + name)));
      assertEquals(model, json(ModelLists.one(dialect, table, "model-0").text()), "one alone");
    }
    TranslationPage.check("models", "ModelListsTest", text.toString());
  }

  /** A member's value, what a parameter changes, or a dash. */
  private static String shown(Dialect dialect, RouteTable table, String name) throws IOException {
    if (name.startsWith("?")) {
      String word = name.substring(1);
      ModelLists.Page page =
          page(
              word.equals("limit") ? "2" : "",
              word.equals("after_id") ? "model-0" : "",
              word.equals("before_id") ? "model-1" : "");
      boolean same = list(dialect, table(5), page).equals(list(dialect, table(5), FIRST));
      return same ? "no effect" : "**yes**";
    }
    String pointer = "/" + name.replace("[].", "/0/").replace("[]", "/0");
    JsonNode value = list(dialect, table, FIRST).at(pointer);
    return value.isMissingNode() ? "–" : value.isContainerNode() ? "list" : "`" + value + "`";
  }

  @Test
  void aPageIsTwentyModelsUnlessTheClientSaysAnotherNumber() throws IOException {
    RouteTable table = table(45);
    JsonNode first = list(Dialect.ANTHROPIC, table, FIRST);
    assertEquals("model-0 to model-19, more", told(first));
    assertEquals(
        "model-20 to model-39, more",
        told(list(Dialect.ANTHROPIC, table, page("", "model-19", ""))));
    assertEquals(
        "model-40 to model-44, end",
        told(list(Dialect.ANTHROPIC, table, page("", "model-39", ""))));
    assertEquals(
        "model-0 to model-44, end", told(list(Dialect.ANTHROPIC, table, page("1000", "", ""))));
    assertEquals(
        "model-7 to model-9, more",
        told(list(Dialect.ANTHROPIC, table, page("3", "", "model-10"))));
    assertEquals(
        "model-0 to model-1, end", told(list(Dialect.ANTHROPIC, table, page("3", "", "model-2"))));
    assertEquals(
        "null to null, end", told(list(Dialect.ANTHROPIC, table, page("", "model-44", ""))));
    assertEquals(45, list(Dialect.OPENAI, table, FIRST).path("data").size());
  }

  @Test
  void aPageThatCanNotBeIsRefused() {
    for (String limit : List.of("0", "1001", "-1", "two", "")) {
      assertThrows(
          Fault.class,
          () ->
              ModelLists.list(
                  Dialect.ANTHROPIC, table(3), new ModelLists.Page(Optional.of(limit), "", "")),
          limit);
    }
    assertThrows(
        Fault.class, () -> ModelLists.list(Dialect.ANTHROPIC, table(3), page("", "other", "")));
    assertThrows(Fault.class, () -> ModelLists.one(Dialect.ANTHROPIC, table(3), "other"));
  }

  @Test
  void onlyModelsThatTakeMessagesStandInAnthropicsList() throws IOException {
    RouteTable table =
        RouteTable.builder()
            .model(model("chat"), List.of(), serving(Endpoint.CHAT_COMPLETIONS))
            .model(model("all"), List.of(), serving(Endpoint.values()))
            .build();
    assertEquals(List.of("chat", "all"), ids(list(Dialect.OPENAI, table, FIRST)));
    assertEquals(List.of("all"), ids(list(Dialect.ANTHROPIC, table, FIRST)));
    assertThrows(Fault.class, () -> ModelLists.one(Dialect.ANTHROPIC, table, "chat"));
  }

  private static String told(JsonNode page) {
    return page.path("first_id").asText()
        + " to "
        + page.path("last_id").asText()
        + (page.path("has_more").asBoolean() ? ", more" : ", end");
  }

  private static List<String> ids(JsonNode list) {
    return StreamSupport.stream(list.path("data").spliterator(), false)
        .map(model -> model.path("id").asText())
        .toList();
  }

  private static ModelLists.Page page(String limit, String after, String before) {
    return new ModelLists.Page(Optional.of(limit).filter(text -> !text.isEmpty()), after, before);
  }

  private static JsonNode list(Dialect dialect, RouteTable table, ModelLists.Page page)
      throws IOException {
    return json(ModelLists.list(dialect, table, page).text());
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  private static RouteTable table(int models) {
    RouteTable.Builder table = RouteTable.builder();
    IntStream.range(0, models)
        .forEach(i -> table.model(model("model-" + i), List.of(), serving(Endpoint.values())));
    return table.build();
  }

  private static RouteTable.Model model(String id) {
    return new RouteTable.Model(id, "modelsOwnedBy", 1_700_000_000);
  }

  /** A rule whose only attempt is at some endpoints. */
  private static Route serving(Endpoint... endpoints) {
    return new FixedRoute("default/models/0", Set.of(endpoints), List.of(UNUSED));
  }
}
