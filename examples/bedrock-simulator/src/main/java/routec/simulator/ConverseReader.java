package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a checked Converse body. */
final class ConverseReader {
  private ConverseReader() {}

  static Conversation read(Model model, JsonNode body) {
    Conversation.Prompt prompt = new Conversation.Prompt();
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("toolConfig").path("tools")) {
      if (tool.has("cachePoint")) {
        prompt.point(tool.path("cachePoint").path("ttl").asText("5m"));
        continue;
      }
      JsonNode spec = tool.path("toolSpec");
      prompt.add(tool.toString());
      if (spec.isObject()) {
        tools.add(
            new Tool(
                spec.path("name").asText(),
                spec.path("description").asText(""),
                spec.path("inputSchema").path("json")));
      }
    }
    StringBuilder system = new StringBuilder();
    blocks(body.path("system"), prompt, system);
    JsonNode messages = body.path("messages");
    StringBuilder last = new StringBuilder();
    for (JsonNode message : messages) {
      StringBuilder text = new StringBuilder();
      blocks(message.path("content"), prompt, text);
      if (message.path("role").asText().equals("user")) {
        last = text;
      }
    }
    JsonNode inference = body.path("inferenceConfig");
    JsonNode extra = body.path("additionalModelRequestFields");
    return new Conversation(
        model,
        last.toString(),
        results(messages),
        system.toString(),
        messages.size(),
        count(messages, "image"),
        count(messages, "document"),
        tools,
        forced(body),
        !extra.path("tool_choice").path("disable_parallel_tool_use").asBoolean(),
        thinks(model, body),
        shows(model, extra.path("thinking")),
        inference.path("maxTokens").asInt(0),
        inference.path("stopSequences").valueStream().map(JsonNode::asText).toList(),
        schema(body),
        prompt.text(),
        prompt.points());
  }

  private static void blocks(JsonNode blocks, Conversation.Prompt prompt, StringBuilder text) {
    for (JsonNode block : blocks) {
      if (block.has("cachePoint")) {
        prompt.point(block.path("cachePoint").path("ttl").asText("5m"));
      } else if (block.has("text")) {
        prompt.add(block.path("text").asText());
        text.append(text.isEmpty() ? "" : "\n").append(block.path("text").asText());
      } else {
        prompt.add(block.toString());
      }
    }
  }

  private static List<String> results(JsonNode messages) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : messages.path(messages.size() - 1).path("content")) {
      JsonNode result = block.path("toolResult");
      if (result.isObject()) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : result.path("content")) {
          text.append(part.has("text") ? part.path("text").asText() : part.toString());
        }
        texts.add((result.path("status").asText().equals("error") ? "error: " : "") + text);
      }
    }
    return texts;
  }

  private static int count(JsonNode messages, String kind) {
    return (int)
        messages
            .valueStream()
            .flatMap(message -> message.path("content").valueStream())
            .filter(block -> block.has(kind))
            .count();
  }

  private static Optional<String> forced(JsonNode body) {
    JsonNode choice = body.path("toolConfig").path("toolChoice");
    JsonNode extra = body.path("additionalModelRequestFields").path("tool_choice");
    if (choice.has("any") || extra.path("type").asText("").equals("any")) {
      return Optional.of("");
    }
    if (extra.path("type").asText("").equals("tool")) {
      return Optional.of(extra.path("name").asText(""));
    }
    return Optional.ofNullable(choice.path("tool").path("name").textValue());
  }

  private static boolean thinks(Model model, JsonNode body) {
    JsonNode extra = body.path("additionalModelRequestFields");
    return model
        .claude()
        .map(traits -> ClaudeSettings.ofConverse(body).thinks(traits))
        .orElse(
            model.family().reasonsAlways()
                || model.stem().contains("deepseek.r1")
                || model.stem().contains("kimi-k2-thinking")
                || extra.has("reasoning_config")
                || extra.path("reasoningConfig").path("type").asText("").equals("enabled")
                || extra.path("thinking").path("type").asText("disabled").equals("enabled"));
  }

  /** From Claude 4.7 on thoughts are shown only on request. */
  static boolean shows(Model model, JsonNode thinking) {
    boolean hides =
        model.claude().map(t -> t.sampling() == ClaudeTraits.Sampling.NONE).orElse(false);
    return thinking.path("display").asText(hides ? "omitted" : "summarized").equals("summarized");
  }

  private static Optional<JsonNode> schema(JsonNode body) {
    JsonNode schema =
        body.path("outputConfig")
            .path("textFormat")
            .path("structure")
            .path("jsonSchema")
            .path("schema");
    if (schema.isTextual()) {
      return Optional.of(Json.read(schema.textValue().getBytes(StandardCharsets.UTF_8)));
    }
    JsonNode format =
        body.path("additionalModelRequestFields")
            .path("output_config")
            .path("format")
            .path("schema");
    return format.isObject() ? Optional.of(format) : Optional.empty();
  }
}
