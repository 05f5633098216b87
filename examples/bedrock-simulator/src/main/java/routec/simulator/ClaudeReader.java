package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a checked native Claude body. */
final class ClaudeReader {
  private ClaudeReader() {}

  static Conversation read(Model model, JsonNode body) {
    Conversation.Prompt prompt = new Conversation.Prompt();
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      prompt.add(tool.toString());
      cachePoint(tool, prompt);
      tools.add(
          new Tool(
              tool.path("name").asText(),
              tool.path("description").asText(""),
              tool.path("input_schema")));
    }
    StringBuilder system = new StringBuilder();
    content(body.path("system"), prompt, system);
    JsonNode messages = body.path("messages");
    StringBuilder last = new StringBuilder();
    List<String> results = new ArrayList<>();
    String before = "";
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      StringBuilder text = new StringBuilder();
      content(message.path("content"), prompt, text);
      if (role.equals("user") && before.equals("user")) {
        last.append('\n').append(text);
        results.addAll(results(message));
      } else if (role.equals("user")) {
        last = text;
        results = results(message);
      } else if (role.equals("assistant")) {
        results = new ArrayList<>();
      }
      before = role;
    }
    String choice = body.path("tool_choice").path("type").asText("auto");
    return new Conversation(
        model,
        last.toString(),
        results,
        system.toString(),
        messages.size(),
        count(messages, "image"),
        count(messages, "document"),
        choice.equals("none") ? List.of() : tools,
        forced(body.path("tool_choice"), choice),
        !body.path("tool_choice").path("disable_parallel_tool_use").asBoolean(),
        model
            .claude()
            .map(traits -> ClaudeSettings.ofNative(body).thinks(traits))
            .orElse(body.path("thinking").path("type").asText("disabled").equals("enabled")),
        ConverseReader.shows(model, body.path("thinking")),
        body.path("max_tokens").asInt(0),
        body.path("stop_sequences").valueStream().map(JsonNode::asText).toList(),
        Optional.of(body.path("output_config").path("format").path("schema"))
            .filter(JsonNode::isObject),
        prompt.text(),
        prompt.points());
  }

  private static Optional<String> forced(JsonNode toolChoice, String type) {
    return switch (type) {
      case "any" -> Optional.of("");
      case "tool" -> Optional.of(toolChoice.path("name").asText());
      default -> Optional.empty();
    };
  }

  private static void content(JsonNode content, Conversation.Prompt prompt, StringBuilder text) {
    if (content.isTextual()) {
      prompt.add(content.asText());
      text.append(content.asText());
      return;
    }
    for (JsonNode block : content) {
      if (block.path("type").asText("").equals("text")) {
        prompt.add(block.path("text").asText());
        text.append(text.isEmpty() ? "" : "\n").append(block.path("text").asText());
      } else {
        prompt.add(block.toString());
      }
      cachePoint(block, prompt);
    }
  }

  private static void cachePoint(JsonNode block, Conversation.Prompt prompt) {
    if (block.has("cache_control")) {
      prompt.point(block.path("cache_control").path("ttl").asText("5m"));
    }
  }

  private static List<String> results(JsonNode message) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText("").equals("tool_result")) {
        JsonNode content = block.path("content");
        StringBuilder text = new StringBuilder(content.isTextual() ? content.asText() : "");
        for (JsonNode part : content) {
          text.append(part.has("text") ? part.path("text").asText() : part.toString());
        }
        texts.add((block.path("is_error").asBoolean() ? "error: " : "") + text);
      }
    }
    return texts;
  }

  private static int count(JsonNode messages, String type) {
    return (int)
        messages
            .valueStream()
            .flatMap(message -> message.path("content").valueStream())
            .filter(block -> block.path("type").asText("").equals(type))
            .count();
  }
}
