package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static routec.e2e.Checks.assertHas;
import static routec.e2e.OpenAiSdk.asking;
import static routec.e2e.OpenAiSdk.cached;
import static routec.e2e.OpenAiSdk.embedding;
import static routec.e2e.OpenAiSdk.finish;
import static routec.e2e.OpenAiSdk.json;
import static routec.e2e.OpenAiSdk.message;
import static routec.e2e.OpenAiSdk.result;
import static routec.e2e.OpenAiSdk.text;
import static routec.e2e.OpenAiSdk.thinking;
import static routec.e2e.OpenAiSdk.tool;
import static routec.e2e.OpenAiSdk.used;
import static routec.e2e.OpenAiSdk.weather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.function.Executable;

/** The checks with openai-java. */
record OpenAiJavaChecks(OpenAiSdk sdk, Checks checks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every check by its name. */
  static Map<String, Executable> all(String url) {
    OpenAiJavaChecks it = new OpenAiJavaChecks(OpenAiSdk.at(url), new Checks());
    it.texts();
    it.tools();
    it.more();
    it.embeddings();
    new OpenAiJavaFailures(it.sdk, it.checks).add();
    return it.checks.all();
  }

  private void texts() {
    checks.add(
        "openai.chat",
        () -> {
          for (String model : Checks.EVERY) {
            ChatCompletion reply = sdk.ask(model, Checks.SKY);
            assertHas(text(reply), "sky");
            assertEquals(ChatCompletion.Choice.FinishReason.STOP, finish(reply));
            assertEquals(model, reply.model());
            CompletionUsage usage = reply.usage().orElseThrow();
            assertEquals(usage.promptTokens() + usage.completionTokens(), usage.totalTokens());
            assertTrue(usage.completionTokens() > 0);
          }
        });
    checks.add("openai.chat_streamed", this::streamed);
    checks.add(
        "openai.stream_helper",
        () -> {
          for (String model : Checks.EVERY) {
            assertHas(text(sdk.accumulated(asking(model, Checks.SKY))), "sky");
          }
        });
    checks.add(
        "openai.many_at_once",
        () -> {
          List<ChatCompletion> replies =
              Checks.atOnce(30, i -> sdk.ask(Checks.EVERY.get(i % 5), "number " + i + "."));
          for (int i = 0; i < replies.size(); i++) {
            assertHas(text(replies.get(i)), "number " + i + ".");
          }
        });
    checks.add(
        "openai.system_prompts",
        () -> {
          for (String model : Checks.EVERY) {
            ChatCompletionCreateParams.Builder call =
                ChatCompletionCreateParams.builder()
                    .model(model)
                    .addSystemMessage("Be brief.")
                    .addDeveloperMessage("Be kind.")
                    .addUserMessage(Checks.SKY);
            String text = text(sdk.create(call));
            assertHas(text, "Be brief.");
            assertHas(text, "Be kind.");
          }
        });
    checks.add(
        "openai.images",
        () -> {
          ChatCompletionContentPartImage image =
              ChatCompletionContentPartImage.builder()
                  .imageUrl(
                      ChatCompletionContentPartImage.ImageUrl.builder()
                          .url("data:image/png;base64," + Checks.PIXEL)
                          .build())
                  .build();
          for (String model : Checks.SEEING) {
            assertHas(
                text(sdk.askWith(model, ChatCompletionContentPart.ofImageUrl(image))), "1 images");
          }
        });
    checks.add(
        "openai.documents",
        () -> {
          ChatCompletionContentPart.File file =
              ChatCompletionContentPart.File.builder()
                  .file(
                      ChatCompletionContentPart.File.FileObject.builder()
                          .filename("a.pdf")
                          .fileData("data:application/pdf;base64," + Checks.PDF)
                          .build())
                  .build();
          for (String model : Checks.SEEING) {
            assertHas(
                text(sdk.askWith(model, ChatCompletionContentPart.ofFile(file))), "1 documents");
          }
        });
  }

  private void streamed() {
    for (String model : Checks.EVERY) {
      ChatCompletionCreateParams.Builder call =
          asking(model, Checks.SKY)
              .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
      StringBuilder text = new StringBuilder();
      List<CompletionUsage> usages = new ArrayList<>();
      List<ChatCompletionChunk.Choice.FinishReason> finishes = new ArrayList<>();
      for (ChatCompletionChunk chunk : sdk.chunks(call)) {
        chunk.usage().ifPresent(usages::add);
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
          choice.delta().content().ifPresent(text::append);
          choice.finishReason().ifPresent(finishes::add);
        }
      }
      assertHas(text.toString(), "sky");
      assertEquals(List.of(ChatCompletionChunk.Choice.FinishReason.STOP), finishes);
      assertEquals(1, usages.size());
      assertTrue(usages.getFirst().completionTokens() > 0);
    }
  }

  private void tools() {
    checks.add("openai.tools_three_turns", () -> threeTurns(sdk::create));
    checks.add("openai.tools_three_turns_streamed", () -> threeTurns(sdk::accumulated));
    checks.add("openai.tools_in_parallel", this::inParallel);
    checks.add("openai.thinking_replay", this::thinkingReplay);
    checks.add("openai.thinking_replay_streamed", this::thinkingReplayStreamed);
  }

  private void threeTurns(Function<ChatCompletionCreateParams.Builder, ChatCompletion> answer)
      throws JsonProcessingException {
    for (String model : Checks.TOOLED) {
      ChatCompletionCreateParams.Builder call =
          ChatCompletionCreateParams.builder().model(model).addTool(weather());
      for (String city : Checks.CITIES) {
        call.addUserMessage("What is the weather in " + city + "?");
        ChatCompletion reply = answer.apply(call);
        assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, finish(reply));
        ChatCompletionMessageFunctionToolCall used = used(reply);
        assertEquals("get_weather", used.function().name());
        assertTrue(JSON.readTree(used.function().arguments()).path("city").isTextual());
        call.addMessage(message(reply)).addMessage(result(used.id()));
        reply = answer.apply(call);
        assertHas(text(reply), "21 degrees");
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, finish(reply));
        call.addMessage(message(reply));
      }
    }
  }

  private void inParallel() {
    for (String model : Checks.TOOLED) {
      ChatCompletionCreateParams.Builder call = asking(model, Checks.BOTH);
      Checks.TOOLS.forEach(name -> call.addTool(tool(name)));
      for (ChatCompletion reply : List.of(sdk.accumulated(call), sdk.create(call))) {
        List<String> names =
            message(reply).toolCalls().orElseThrow().stream()
                .map(use -> use.asFunction().function().name())
                .toList();
        assertTrue(names.size() == 2 && names.containsAll(Checks.TOOLS), names.toString());
      }
      ChatCompletion reply = sdk.create(call);
      call.addMessage(message(reply));
      message(reply)
          .toolCalls()
          .orElseThrow()
          .forEach(use ->
              call.addMessage(
                  result(
                      use.asFunction().id(),
                      "the result of " + use.asFunction().function().name())));
      String text = text(sdk.create(call));
      Checks.TOOLS.forEach(name -> assertHas(text, "the result of " + name));
    }
  }

  @SuppressWarnings("deprecation") // the only way to what OpenAI has no words for
  private void thinkingReplay() {
    for (String model : Checks.THINKING) {
      ChatCompletionMessage reply = message(sdk.create(thinking(model)));
      JsonNode blocks = json(reply._additionalProperties(), "thinking_blocks");
      assertFalse(blocks.path(0).path("signature").asText().isEmpty(), reply.toString());
      assertTrue(reply._additionalProperties().containsKey("reasoning_content"));
      ChatCompletionMessageFunctionToolCall used =
          reply.toolCalls().orElseThrow().getFirst().asFunction();
      assertHas(text(sdk.create(thinking(model, used, blocks))), "21 degrees");
      ((ObjectNode) blocks.path(0)).put("thinking", "changed");
      assertThrows(BadRequestException.class, () -> sdk.create(thinking(model, used, blocks)));
    }
  }

  @SuppressWarnings("deprecation") // the only way to what OpenAI has no words for
  private void thinkingReplayStreamed() {
    for (String model : Checks.THINKING) {
      StringBuilder thought = new StringBuilder();
      StringBuilder signature = new StringBuilder();
      ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
      for (ChatCompletionChunk chunk : sdk.chunks(thinking(model))) {
        accumulator.accumulate(chunk);
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
          Map<String, JsonValue> more = choice.delta()._additionalProperties();
          thought.append(json(more, "reasoning_content").asText());
          json(more, "thinking_blocks")
              .forEach(block -> signature.append(block.path("signature").asText()));
        }
      }
      assertFalse(thought.isEmpty());
      assertFalse(signature.isEmpty());
      JsonNode blocks =
          JSON.createArrayNode()
              .addObject()
              .put("type", "thinking")
              .put("thinking", thought.toString())
              .put("signature", signature.toString());
      ChatCompletionMessageFunctionToolCall used = used(accumulator.chatCompletion());
      JsonNode all = JSON.createArrayNode().add(blocks);
      assertHas(text(sdk.create(thinking(model, used, all))), "21 degrees");
    }
  }

  /** What the parsed answer must be; named by the SDK's own schema. */
  static final class City {
    public String name = "";
    public String country = "";
  }

  private void more() {
    checks.add(
        "openai.structured_output",
        () -> {
          for (String model : List.of(Checks.NOVA, Checks.THINKER, Checks.HAIKU)) {
            City city =
                sdk.client()
                    .chat()
                    .completions()
                    .create(asking(model, "Where is Paris?").responseFormat(City.class).build())
                    .choices()
                    .getFirst()
                    .message()
                    .content()
                    .orElseThrow();
            assertFalse(city.name.isEmpty());
            assertFalse(city.country.isEmpty());
          }
        });
    checks.add(
        "openai.caching_usage",
        () -> {
          ChatCompletionContentPartText story =
              ChatCompletionContentPartText.builder()
                  .text("A long story, by Java. ".repeat(1500))
                  .putAdditionalProperty(
                      "cache_control", JsonValue.from(Map.of("type", "ephemeral")))
                  .build();
          for (String model : Checks.SEEING) {
            ChatCompletionContentPart part = ChatCompletionContentPart.ofText(story);
            CompletionUsage first = sdk.askWith(model, part).usage().orElseThrow();
            CompletionUsage second = sdk.askWith(model, part).usage().orElseThrow();
            assertEquals(0, cached(first));
            assertTrue(cached(second) > 1000, second.toString());
            assertEquals(first.promptTokens(), second.promptTokens());
          }
        });
  }

  private void embeddings() {
    checks.add(
        "openai.embeddings",
        () ->
            Checks.EMBEDDERS.forEach((model, size) -> {
              CreateEmbeddingResponse reply =
                  sdk.embed(embedding(model).inputOfArrayOfStrings(List.of("one", "two", "one")));
              assertEquals(3, reply.data().size());
              assertEquals(model, reply.model());
              List<Float> first = reply.data().getFirst().embedding();
              assertEquals(size, first.size(), model);
              assertEquals(first, reply.data().get(2).embedding());
              assertNotEquals(first, reply.data().get(1).embedding());
              assertEquals(1, first.stream().mapToDouble(x -> x * x).sum(), 1e-3);
              assertTrue(reply.usage().promptTokens() > 0);
              List<Float> numbers =
                  sdk.embed(
                          embedding(model)
                              .input("one")
                              .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT))
                      .data()
                      .getFirst()
                      .embedding();
              for (int i = 0; i < size; i++) {
                assertEquals(numbers.get(i), first.get(i), 1e-6f);
              }
            }));
    checks.add(
        "openai.embeddings_of_many_texts",
        () -> {
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            texts.add("text " + i);
          }
          for (String model : List.of(Checks.TITAN, Checks.COHERE)) {
            CreateEmbeddingResponse reply =
                sdk.embed(embedding(model).inputOfArrayOfStrings(texts).dimensions(256));
            assertEquals(100, reply.data().size());
            List<Float> alone =
                sdk.embed(embedding(model).input(texts.get(97)).dimensions(256))
                    .data()
                    .getFirst()
                    .embedding();
            assertEquals(256, alone.size());
            assertEquals(alone, reply.data().get(97).embedding());
          }
        });
    checks.add(
        "openai.embeddings_refused",
        () -> {
          for (EmbeddingCreateParams.Builder bad :
              List.of(
                  embedding(Checks.TITAN).input(""),
                  embedding(Checks.TITAN).inputOfArrayOfStrings(List.of()),
                  embedding(Checks.TITAN).inputOfArrayOfTokens(List.of(1L, 2L)),
                  embedding(Checks.TITAN).input("a").dimensions(100),
                  embedding(Checks.CLAUDE).input("a"))) {
            assertThrows(BadRequestException.class, () -> sdk.embed(bad));
          }
          assertThrows(BadRequestException.class, () -> sdk.ask(Checks.TITAN, "a"));
          List<String> texts = new ArrayList<>(Collections.nCopies(40, "fine"));
          texts.set(20, "[sim:throttle]");
          assertThrows(
              RateLimitException.class,
              () -> sdk.embed(embedding(Checks.TITAN).inputOfArrayOfStrings(texts)));
        });
    checks.add(
        "openai.models",
        () -> {
          List<String> ids =
              sdk.client().models().list().autoPager().stream().map(Model::id).toList();
          assertTrue(ids.containsAll(Checks.EVERY), ids.toString());
          assertTrue(ids.containsAll(Checks.EMBEDDERS.keySet()), ids.toString());
          Model one = sdk.client().models().retrieve(Checks.LLAMA);
          assertEquals(Checks.LLAMA, one.id());
          assertFalse(one.ownedBy().isEmpty());
          assertThrows(NotFoundException.class, () -> sdk.client().models().retrieve("gpt-4"));
        });
  }
}
