package routec.e2e;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageContentParam;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;

/** anthropic-java, unmodified, and what its checks say with it. */
record AnthropicSdk(AnthropicClient client) {
  /** Tries nothing again, and validates every reply and every event deeply. */
  static AnthropicSdk at(String url) {
    return new AnthropicSdk(
        AnthropicOkHttpClient.builder()
            .baseUrl(url + "/anthropic")
            .apiKey("unused")
            .maxRetries(0)
            .responseValidation(true)
            .build());
  }

  static MessageCreateParams.Builder asking(String model, String question) {
    return MessageCreateParams.builder().model(model).maxTokens(200).addUserMessage(question);
  }

  Message askWith(String model, ContentBlockParam block) {
    return create(
        MessageCreateParams.builder()
            .model(model)
            .maxTokens(200)
            .addUserMessage(
                MessageContentParam.ofContentBlockParams(
                    List.of(ContentBlockParam.ofText("What is this?"), block))));
  }

  Message create(MessageCreateParams.Builder call) {
    return client.messages().create(call.build());
  }

  List<RawMessageStreamEvent> events(MessageCreateParams.Builder call) {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(call.build())) {
      return stream.stream().toList();
    }
  }

  Message accumulated(MessageCreateParams.Builder call) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    events(call).forEach(accumulator::accumulate);
    return accumulator.message();
  }

  static MessageCreateParams.Builder strict(MessageCreateParams.Builder call) {
    return call.putAdditionalHeader("x-routec-strict", "true");
  }

  static MessageCreateParams.Builder thinking(String model) {
    return asking(model, "What is the weather in Paris?")
        .maxTokens(4000)
        .enabledThinking(2000)
        .addTool(weather());
  }

  static Tool weather() {
    return tool("get_weather");
  }

  static Tool tool(String name) {
    return Tool.builder()
        .name(name)
        .description("The weather or the time")
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                        .build())
                .required(List.of("city"))
                .build())
        .build();
  }

  static MessageContentParam result(String id) {
    return MessageContentParam.ofContentBlockParams(List.of(result(id, Checks.RESULT)));
  }

  static ContentBlockParam result(String id, String text) {
    return ContentBlockParam.ofToolResult(
        ToolResultBlockParam.builder().toolUseId(id).content(text).build());
  }

  static MessageCountTokensParams.Builder counting(String model) {
    return MessageCountTokensParams.builder().model(model).addUserMessage(Checks.SKY);
  }

  long count(MessageCountTokensParams.Builder call) {
    return client.messages().countTokens(call.build()).inputTokens();
  }

  static TextBlockParam words(String text) {
    return TextBlockParam.builder().text(text).build();
  }

  static String text(Message reply) {
    return reply.content().getLast().asText().text();
  }

  static ToolUseBlock used(Message reply) {
    return reply.content().stream()
        .filter(ContentBlock::isToolUse)
        .findFirst()
        .orElseThrow()
        .asToolUse();
  }
}
