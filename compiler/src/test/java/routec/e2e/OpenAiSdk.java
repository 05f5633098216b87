package routec.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** openai-java, unmodified, and what its checks say with it. */
record OpenAiSdk(OpenAIClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tries nothing again, and validates every reply and every event deeply. */
  static OpenAiSdk at(String url) {
    return new OpenAiSdk(
        OpenAIOkHttpClient.builder()
            .baseUrl(url + "/v1")
            .apiKey("unused")
            .maxRetries(0)
            .responseValidation(true)
            .build());
  }

  static ChatCompletionCreateParams.Builder asking(String model, String question) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(question);
  }

  ChatCompletion ask(String model, String question) {
    return create(asking(model, question));
  }

  ChatCompletion askWith(String model, ChatCompletionContentPart part) {
    ChatCompletionContentPartText text =
        ChatCompletionContentPartText.builder().text("What is this?").build();
    return create(
        ChatCompletionCreateParams.builder()
            .model(model)
            .addUserMessageOfArrayOfContentParts(
                List.of(part, ChatCompletionContentPart.ofText(text))));
  }

  ChatCompletion create(ChatCompletionCreateParams.Builder call) {
    return client.chat().completions().create(call.build());
  }

  List<ChatCompletionChunk> chunks(ChatCompletionCreateParams.Builder call) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(call.build())) {
      return stream.stream().toList();
    }
  }

  ChatCompletion accumulated(ChatCompletionCreateParams.Builder call) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    chunks(call).forEach(accumulator::accumulate);
    return accumulator.chatCompletion();
  }

  static ChatCompletionCreateParams.Builder strict(ChatCompletionCreateParams.Builder call) {
    return call.putAdditionalHeader("x-routec-strict", "true");
  }

  static ChatCompletionCreateParams.Builder thinking(String model) {
    return asking(model, "What is the weather in Paris?")
        .addTool(weather())
        .reasoningEffort(ReasoningEffort.LOW);
  }

  /** The next turn, with the thought as it came. */
  static ChatCompletionCreateParams.Builder thinking(
      String model, ChatCompletionMessageFunctionToolCall used, JsonNode blocks) {
    return thinking(model)
        .addMessage(
            ChatCompletionAssistantMessageParam.builder()
                .addToolCall(used)
                .putAdditionalProperty("thinking_blocks", JsonValue.fromJsonNode(blocks))
                .build())
        .addMessage(result(used.id()));
  }

  static ChatCompletionFunctionTool weather() {
    return tool("get_weather");
  }

  static ChatCompletionFunctionTool tool(String name) {
    Map<String, Object> schema = new HashMap<>();
    schema.put("type", "object");
    schema.put("properties", Map.of("city", Map.of("type", "string")));
    schema.put("required", List.of("city"));
    FunctionParameters.Builder parameters = FunctionParameters.builder();
    schema.forEach((key, value) -> parameters.putAdditionalProperty(key, JsonValue.from(value)));
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name(name)
                .description("The weather or the time")
                .parameters(parameters.build())
                .build())
        .build();
  }

  static ChatCompletionToolMessageParam result(String id) {
    return result(id, Checks.RESULT);
  }

  static ChatCompletionToolMessageParam result(String id, String text) {
    return ChatCompletionToolMessageParam.builder().toolCallId(id).content(text).build();
  }

  static EmbeddingCreateParams.Builder embedding(String model) {
    return EmbeddingCreateParams.builder().model(model);
  }

  CreateEmbeddingResponse embed(EmbeddingCreateParams.Builder call) {
    return client.embeddings().create(call.build());
  }

  static long cached(CompletionUsage usage) {
    return usage.promptTokensDetails().orElseThrow().cachedTokens().orElseThrow();
  }

  static ChatCompletionMessage message(ChatCompletion reply) {
    return reply.choices().getFirst().message();
  }

  static String text(ChatCompletion reply) {
    return message(reply).content().orElse("");
  }

  static ChatCompletion.Choice.FinishReason finish(ChatCompletion reply) {
    return reply.choices().getFirst().finishReason();
  }

  static ChatCompletionMessageFunctionToolCall used(ChatCompletion reply) {
    List<ChatCompletionMessageToolCall> calls = message(reply).toolCalls().orElseThrow();
    return calls.getFirst().asFunction();
  }

  /** What OpenAI has no words for; missing where it isn't there. */
  static JsonNode json(Map<String, JsonValue> more, String name) {
    return more.containsKey(name) ? JSON.valueToTree(more.get(name)) : JSON.missingNode();
  }
}
