package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static routec.e2e.AnthropicSdk.asking;
import static routec.e2e.AnthropicSdk.counting;
import static routec.e2e.AnthropicSdk.result;
import static routec.e2e.AnthropicSdk.text;
import static routec.e2e.AnthropicSdk.thinking;
import static routec.e2e.AnthropicSdk.tool;
import static routec.e2e.AnthropicSdk.used;
import static routec.e2e.AnthropicSdk.weather;
import static routec.e2e.AnthropicSdk.words;
import static routec.e2e.Checks.assertHas;

import com.anthropic.core.JsonValue;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.messages.AssistantMessageParam;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.DocumentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageContentParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingBlock;
import com.anthropic.models.messages.ThinkingBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.messages.Usage;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListPage;
import com.anthropic.models.models.ModelListParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.function.Executable;

/** The checks with anthropic-java. */
record AnthropicJavaChecks(AnthropicSdk sdk, Checks checks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every check by its name. */
  static Map<String, Executable> all(String url) {
    AnthropicJavaChecks it = new AnthropicJavaChecks(AnthropicSdk.at(url), new Checks());
    it.texts();
    it.media();
    it.tools();
    it.more();
    new AnthropicJavaFailures(it.sdk, it.checks).add();
    return it.checks.all();
  }

  private void texts() {
    checks.add(
        "anthropic.message",
        () -> {
          for (String model : Checks.EVERY) {
            Message reply = sdk.create(asking(model, Checks.SKY));
            assertHas(text(reply), "sky");
            assertEquals(StopReason.END_TURN, reply.stopReason().orElseThrow());
            assertTrue(reply.usage().inputTokens() > 0 && reply.usage().outputTokens() > 0);
          }
        });
    checks.add(
        "anthropic.message_streamed",
        () -> {
          for (String model : Checks.EVERY) {
            List<RawMessageStreamEvent> events = sdk.events(asking(model, Checks.SKY));
            assertTrue(events.getFirst().isMessageStart());
            assertTrue(events.get(1).isContentBlockStart());
            assertTrue(events.get(events.size() - 2).isMessageDelta());
            assertTrue(events.getLast().isMessageStop());
          }
        });
    checks.add(
        "anthropic.stream_helper",
        () -> {
          for (String model : Checks.EVERY) {
            Message reply = sdk.accumulated(asking(model, Checks.SKY));
            assertHas(text(reply), "sky");
            assertEquals(StopReason.END_TURN, reply.stopReason().orElseThrow());
            assertTrue(reply.usage().inputTokens() > 0 && reply.usage().outputTokens() > 0);
          }
        });
    checks.add("anthropic.beta_messages", this::betaMessages);
    checks.add(
        "anthropic.many_at_once",
        () -> {
          List<Message> replies =
              Checks.atOnce(
                  30, i -> sdk.create(asking(Checks.EVERY.get(i % 5), "number " + i + ".")));
          for (int i = 0; i < replies.size(); i++) {
            assertHas(text(replies.get(i)), "number " + i + ".");
          }
        });
    checks.add(
        "anthropic.system_prompts",
        () -> {
          for (String model : Checks.EVERY) {
            assertHas(text(sdk.create(asking(model, Checks.SKY).system("Be brief."))), "Be brief.");
            List<TextBlockParam> system = List.of(words("Be brief."), words("Be kind."));
            String text =
                text(sdk.create(asking(model, Checks.SKY).systemOfTextBlockParams(system)));
            assertHas(text, "Be brief.");
            assertHas(text, "Be kind.");
          }
        });
  }

  private void betaMessages() {
    for (String model : Checks.TWO) {
      var call =
          com.anthropic.models.beta.messages.MessageCreateParams.builder()
              .model(model)
              .maxTokens(100)
              .addUserMessage(Checks.SKY)
              .build();
      var reply = sdk.client().beta().messages().create(call);
      assertHas(reply.content().getFirst().asText().text(), "sky");
      try (var stream = sdk.client().beta().messages().createStreaming(call)) {
        assertTrue(stream.stream().toList().getLast().isMessageStop());
      }
    }
  }

  private void media() {
    checks.add(
        "anthropic.images",
        () -> {
          Base64ImageSource source =
              Base64ImageSource.builder()
                  .data(Checks.PIXEL)
                  .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                  .build();
          for (String model : Checks.SEEING) {
            assertHas(text(sdk.askWith(model, ContentBlockParam.ofImage(source))), "1 images");
          }
        });
    checks.add(
        "anthropic.documents",
        () -> {
          DocumentBlockParam document =
              DocumentBlockParam.builder().base64Source(Checks.PDF).build();
          for (String model : Checks.SEEING) {
            assertHas(
                text(sdk.askWith(model, ContentBlockParam.ofDocument(document))), "1 documents");
          }
        });
  }

  private void tools() {
    checks.add("anthropic.tools_three_turns", () -> threeTurns(sdk::create));
    checks.add("anthropic.tools_three_turns_streamed", () -> threeTurns(sdk::accumulated));
    checks.add("anthropic.tools_in_parallel", this::inParallel);
    checks.add("anthropic.thinking_replay", () -> thinkingReplay(sdk::create));
    checks.add("anthropic.thinking_replay_streamed", () -> thinkingReplay(sdk::accumulated));
    checks.add(
        "anthropic.redacted_thinking",
        () -> {
          for (String model : Checks.THINKING) {
            for (Function<MessageCreateParams.Builder, Message> answer :
                List.<Function<MessageCreateParams.Builder, Message>>of(
                    sdk::create, sdk::accumulated)) {
              MessageCreateParams.Builder call =
                  asking(model, "Hello [sim:redacted]").maxTokens(4000).enabledThinking(2000);
              Message reply = answer.apply(call);
              assertFalse(reply.content().getFirst().asRedactedThinking().data().isEmpty());
              call.addMessage(reply).addUserMessage("And now?");
              assertHas(text(answer.apply(call)), "And now?");
            }
          }
        });
  }

  private void threeTurns(Function<MessageCreateParams.Builder, Message> answer) {
    for (String model : Checks.TOOLED) {
      MessageCreateParams.Builder call =
          MessageCreateParams.builder().model(model).maxTokens(200).addTool(weather());
      for (String city : Checks.CITIES) {
        call.addUserMessage("What is the weather in " + city + "?");
        Message reply = answer.apply(call);
        assertEquals(StopReason.TOOL_USE, reply.stopReason().orElseThrow());
        JsonNode input = JSON.valueToTree(used(reply)._input());
        assertTrue(input.path("city").isTextual(), input.toString());
        call.addMessage(reply).addUserMessage(result(used(reply).id()));
        reply = answer.apply(call);
        assertHas(text(reply), "21 degrees");
        assertEquals(StopReason.END_TURN, reply.stopReason().orElseThrow());
        call.addMessage(reply);
      }
    }
  }

  private void inParallel() {
    for (String model : Checks.TOOLED) {
      for (Function<MessageCreateParams.Builder, Message> answer :
          List.<Function<MessageCreateParams.Builder, Message>>of(sdk::create, sdk::accumulated)) {
        MessageCreateParams.Builder call = asking(model, Checks.BOTH);
        Checks.TOOLS.forEach(name -> call.addTool(tool(name)));
        Message reply = answer.apply(call);
        List<ToolUseBlock> uses =
            reply.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(ContentBlock::asToolUse)
                .toList();
        List<String> names = uses.stream().map(ToolUseBlock::name).toList();
        assertTrue(names.size() == 2 && names.containsAll(Checks.TOOLS), names.toString());
        List<ContentBlockParam> results =
            uses.stream().map(use -> result(use.id(), "the result of " + use.name())).toList();
        call.addMessage(reply).addUserMessage(MessageContentParam.ofContentBlockParams(results));
        String text = text(answer.apply(call));
        Checks.TOOLS.forEach(name -> assertHas(text, "the result of " + name));
      }
    }
  }

  private void thinkingReplay(Function<MessageCreateParams.Builder, Message> answer) {
    for (String model : Checks.THINKING) {
      Message reply = answer.apply(thinking(model));
      ThinkingBlock thought = reply.content().getFirst().asThinking();
      assertFalse(thought.signature().isEmpty());
      MessageContentParam result = result(used(reply).id());
      Message again = answer.apply(thinking(model).addMessage(reply).addUserMessage(result));
      assertHas(text(again), "21 degrees");
      ThinkingBlockParam changed =
          ThinkingBlockParam.builder()
              .thinking(thought.thinking() + " changed")
              .signature(thought.signature())
              .build();
      List<ContentBlockParam> forged =
          new ArrayList<>(reply.content().stream().map(ContentBlock::toParam).toList());
      forged.set(0, ContentBlockParam.ofThinking(changed));
      MessageCreateParams.Builder call =
          thinking(model)
              .addMessage(
                  AssistantMessageParam.builder().contentOfContentBlockParams(forged).build())
              .addUserMessage(result);
      assertThrows(BadRequestException.class, () -> answer.apply(call));
    }
  }

  private void more() {
    checks.add(
        "anthropic.structured_output",
        () -> {
          JsonOutputFormat.Schema schema =
              JsonOutputFormat.Schema.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("name", Map.of("type", "string"))))
                  .putAdditionalProperty("required", JsonValue.from(List.of("name")))
                  .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                  .build();
          OutputConfig config =
              OutputConfig.builder()
                  .format(JsonOutputFormat.builder().schema(schema).build())
                  .build();
          for (String model : Checks.THINKING) {
            String text = text(sdk.create(asking(model, "Where is Paris?").outputConfig(config)));
            assertTrue(JSON.readTree(text).path("name").isTextual(), text);
          }
        });
    checks.add(
        "anthropic.caching_usage",
        () -> {
          TextBlockParam story =
              TextBlockParam.builder()
                  .text("An even longer story, by Java. ".repeat(1500))
                  .cacheControl(CacheControlEphemeral.builder().build())
                  .build();
          for (String model : Checks.SEEING) {
            MessageCreateParams.Builder call =
                asking(model, "Sum it up.").systemOfTextBlockParams(List.of(story));
            Usage first = sdk.create(call).usage();
            Usage second = sdk.create(call).usage();
            long written = first.cacheCreationInputTokens().orElseThrow();
            assertTrue(written > 1000, first.toString());
            assertEquals(0, first.cacheReadInputTokens().orElseThrow());
            assertEquals(written, second.cacheReadInputTokens().orElseThrow());
            assertEquals(first.inputTokens(), second.inputTokens());
          }
        });
    checks.add("anthropic.count_tokens", this::countTokens);
    checks.add("anthropic.models", this::models);
  }

  private void countTokens() {
    for (String model :
        List.of(
            Checks.CLAUDE,
            Checks.THINKER,
            Checks.HAIKU,
            "us.anthropic.claude-sonnet-4-20250514-v1:0")) {
      long plain = sdk.count(counting(model));
      assertTrue(plain > 0);
      assertTrue(sdk.count(counting(model).system("You are helpful.").addTool(weather())) > plain);
    }
    assertTrue(sdk.count(counting(Checks.THINKER).enabledThinking(16_000)) > 0);
    var beta =
        com.anthropic.models.beta.messages.MessageCountTokensParams.builder()
            .model(Checks.CLAUDE)
            .addUserMessage("hi")
            .addBeta("token-counting-2024-11-01")
            .build();
    assertTrue(sdk.client().beta().messages().countTokens(beta).inputTokens() > 0);
    assertThrows(BadRequestException.class, () -> sdk.count(counting(Checks.LLAMA)));
    assertThrows(
        BadRequestException.class, () -> sdk.count(counting(Checks.CLAUDE).messages(List.of())));
    assertThrows(NotFoundException.class, () -> sdk.count(counting("claude-x")));
  }

  private void models() {
    List<String> all =
        sdk.client().models().list().autoPager().stream().map(ModelInfo::id).toList();
    assertTrue(all.containsAll(Checks.EVERY), all.toString());
    // They take no messages.
    assertTrue(Checks.EMBEDDERS.keySet().stream().noneMatch(all::contains), all.toString());
    ModelListParams pages = ModelListParams.builder().limit(2).build();
    assertEquals(
        all, sdk.client().models().list(pages).autoPager().stream().map(ModelInfo::id).toList());
    ModelListPage page =
        sdk.client().models().list(ModelListParams.builder().limit(2).beforeId(all.get(3)).build());
    assertEquals(all.subList(1, 3), page.data().stream().map(ModelInfo::id).toList());
    assertTrue(page.hasMore().orElseThrow());
    ModelInfo one = sdk.client().models().retrieve(Checks.CLAUDE);
    assertEquals(Checks.CLAUDE, one.id());
    assertEquals(ModelInfo.Lifecycle.ACTIVE, one.lifecycle());
    assertEquals(Checks.CLAUDE, sdk.client().beta().models().retrieve(Checks.CLAUDE).id());
    assertThrows(NotFoundException.class, () -> sdk.client().models().retrieve("claude-x"));
    assertThrows(
        BadRequestException.class,
        () -> sdk.client().models().list(ModelListParams.builder().afterId("claude-x").build()));
  }
}
