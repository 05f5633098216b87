package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rules for the messages and the system text of a native Claude body. */
final class ClaudeTurnRules {
  private static final Set<String> BLOCKS =
      Set.of(
          "text",
          "image",
          "document",
          "tool_use",
          "tool_result",
          "thinking",
          "redacted_thinking",
          "search_result",
          "server_tool_use",
          "tool_search_tool_result",
          "compaction",
          "tool_addition",
          "tool_removal");
  private static final Set<String> SOURCES = Set.of("base64", "text", "content");

  private ClaudeTurnRules() {}

  static void check(Model model, JsonNode body) {
    system(body.path("system"));
    JsonNode messages = body.path("messages");
    if (messages.isMissingNode()) {
      throw AwsError.validation("messages: Field required");
    }
    if (!messages.isArray()) {
      throw AwsError.validation("messages: Input should be a valid list");
    }
    if (messages.isEmpty()) {
      throw AwsError.validation("messages: at least one message is required");
    }
    for (int i = 0; i < messages.size(); i++) {
      message(model, messages.get(i), i, i == messages.size() - 1);
    }
    pairs(messages);
    last(model, messages.get(messages.size() - 1));
  }

  private static void system(JsonNode system) {
    if (system.isMissingNode() || system.isTextual()) {
      return;
    }
    if (!system.isArray()) {
      throw AwsError.validation("system: Input should be a valid list");
    }
    for (int i = 0; i < system.size(); i++) {
      JsonNode block = system.get(i);
      if (!block.path("type").asText("").equals("text")) {
        throw AwsError.validation("system." + i + ".type: Input should be 'text'");
      }
      if (block.path("text").asText("").isEmpty()) {
        throw AwsError.validation("system: text content blocks must be non-empty");
      }
    }
  }

  private static void message(Model model, JsonNode message, int i, boolean last) {
    String role = message.path("role").asText("");
    boolean known = role.equals("user") || role.equals("assistant");
    boolean system = model.claude().map(ClaudeTraits::systemTurns).orElse(true);
    if (!known && !(role.equals("system") && system)) {
      throw AwsError.validation(
          "messages: Unexpected role \"%s\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role."
              .formatted(role));
    }
    message
        .fieldNames()
        .forEachRemaining(name -> {
          if (!name.equals("role") && !name.equals("content")) {
            throw AwsError.validation(
                "messages." + i + "." + name + ": Extra inputs are not permitted");
          }
        });
    JsonNode content = message.path("content");
    if (content.isMissingNode()) {
      throw AwsError.validation("messages." + i + ".content: Field required");
    }
    if (!content.isTextual() && !content.isArray()) {
      throw AwsError.validation("messages." + i + ".content: Input should be a valid list");
    }
    boolean empty = content.isTextual() ? content.asText().isEmpty() : content.isEmpty();
    if (empty && !(last && role.equals("assistant"))) {
      throw AwsError.validation(
          "messages."
              + i
              + ": all messages must have non-empty content except for the optional final assistant"
              + " message");
    }
    for (int j = 0; j < content.size(); j++) {
      block(content.get(j), role, "messages." + i + ".content." + j);
    }
  }

  private static void block(JsonNode block, String role, String at) {
    String type = block.path("type").asText("");
    if (type.isEmpty()) {
      throw AwsError.validation(at + ".type: Field required");
    }
    if (!BLOCKS.contains(type)) {
      throw AwsError.validation(
          at
              + ": Input tag '"
              + type
              + "' found using 'type' does not match any of the expected tags: "
              + "'document', 'image', 'redacted_thinking', 'search_result', 'text', 'thinking',"
              + " 'tool_result', 'tool_use'");
    }
    switch (type) {
      case "text" -> text(block);
      case "image", "document" -> source(block, type, at);
      case "tool_use" -> {
        required(block, at + ".tool_use", "id", "name", "input");
        assistantOnly(role, type, at);
        if (!block.path("input").isObject()) {
          throw AwsError.validation(at + ".tool_use.input: Input should be a valid dictionary");
        }
      }
      case "tool_result" -> {
        required(block, at + ".tool_result", "tool_use_id");
        if (role.equals("assistant")) {
          throw AwsError.validation(at + ": `tool_result` blocks can only be in `user` messages");
        }
        JsonNode inner = block.path("content");
        for (int k = 0; k < inner.size() && inner.isArray(); k++) {
          block(inner.get(k), role, at + ".tool_result.content." + k);
        }
      }
      case "thinking" -> {
        required(block, at + ".thinking", "thinking", "signature");
        assistantOnly(role, type, at);
      }
      case "redacted_thinking" -> {
        required(block, at + ".redacted_thinking", "data");
        assistantOnly(role, type, at);
      }
      default -> {}
    }
  }

  private static void text(JsonNode block) {
    String text = block.path("text").asText("");
    if (text.isEmpty()) {
      throw AwsError.validation("messages: text content blocks must be non-empty");
    }
    if (text.isBlank()) {
      throw AwsError.validation("messages: text content blocks must contain non-whitespace text");
    }
  }

  private static void source(JsonNode block, String type, String at) {
    required(block, at + "." + type, "source");
    String source = block.path("source").path("type").asText("");
    if (!SOURCES.contains(source)) {
      throw AwsError.validation(
          "%s.%s.source: Input tag '%s' found using 'type' does not match any of the expected tags: 'base64'%s"
              .formatted(at, type, source, type.equals("document") ? ", 'content', 'text'" : ""));
    }
    if (source.equals("base64")) {
      required(block.path("source"), at + "." + type + ".source.base64", "media_type", "data");
    }
  }

  private static void required(JsonNode block, String at, String... names) {
    for (String name : names) {
      if (!block.hasNonNull(name)) {
        throw AwsError.validation(at + "." + name + ": Field required");
      }
    }
  }

  private static void assistantOnly(String role, String type, String at) {
    if (!role.equals("assistant")) {
      throw AwsError.validation(at + ": `" + type + "` blocks can only be in `assistant` messages");
    }
  }

  /** Every call has its result in the next message; consecutive messages of one role are one. */
  private static void pairs(JsonNode messages) {
    Set<String> open = new LinkedHashSet<>();
    String before = "";
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").asText();
      Set<String> results = ids(messages.get(i), "tool_result", "tool_use_id");
      for (String id : results) {
        if (!open.contains(id)) {
          throw AwsError.validation(
              "messages.%d.content.0: unexpected `tool_use_id` found in `tool_result` blocks: %s. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                  .formatted(i, id));
        }
      }
      open.removeAll(results);
      boolean stillOpen = !open.isEmpty() && role.equals("user") && !nextIsUser(messages, i);
      if (stillOpen || (role.equals("assistant") && before.equals("user") && !open.isEmpty())) {
        throw unanswered(i - 1, open);
      }
      if (role.equals("assistant")) {
        Set<String> uses = ids(messages.get(i), "tool_use", "id");
        open.addAll(uses);
      }
      before = role;
    }
    if (!open.isEmpty()) {
      throw unanswered(messages.size() - 1, open);
    }
  }

  private static boolean nextIsUser(JsonNode messages, int i) {
    return messages.path(i + 1).path("role").asText("").equals("user");
  }

  private static AwsError unanswered(int i, Set<String> open) {
    return AwsError.validation(
        "messages.%d: `tool_use` ids were found without `tool_result` blocks immediately after: %s. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
            .formatted(i, String.join(", ", open)));
  }

  private static Set<String> ids(JsonNode message, String type, String name) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText("").equals(type) && !ids.add(block.path(name).asText())) {
        throw AwsError.validation("messages: `" + type + "` ids must be unique");
      }
    }
    return ids;
  }

  private static void last(Model model, JsonNode message) {
    if (!message.path("role").asText().equals("assistant")) {
      return;
    }
    if (!model.claude().map(ClaudeTraits::prefill).orElse(true)) {
      throw AwsError.validation(
          "This model does not support assistant message prefill. The conversation must end with a"
              + " user message.");
    }
    JsonNode content = message.path("content");
    String text =
        content.isTextual()
            ? content.asText()
            : content.path(content.size() - 1).path("text").asText("");
    if (!text.equals(text.stripTrailing())) {
      throw AwsError.validation(
          "messages: final assistant content cannot end with trailing whitespace");
    }
  }
}
