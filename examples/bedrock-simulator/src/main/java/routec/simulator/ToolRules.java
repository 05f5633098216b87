package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Converse's rules for tools, their calls and their results. */
final class ToolRules {
  private ToolRules() {}

  static void check(Model model, JsonNode body) {
    JsonNode messages = body.path("messages");
    pairs(model, messages);
    boolean toolBlocks =
        messages
            .valueStream()
            .flatMap(m -> m.path("content").valueStream())
            .anyMatch(ToolRules::isTool);
    JsonNode config = body.path("toolConfig");
    if (toolBlocks && !config.hasNonNull("tools")) {
      throw AwsError.validation(
          "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
    }
    if (!config.isMissingNode() && !config.isNull()) {
      config(model, config);
    }
  }

  private static void config(Model model, JsonNode config) {
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode tool : config.path("tools")) {
      if (tool.has("systemTool")) {
        systemTool(model, tool);
      }
      JsonNode spec = tool.path("toolSpec");
      String name = spec.path("name").asText(tool.path("systemTool").path("name").asText(""));
      if (!name.isEmpty() && !names.add(name)) {
        throw AwsError.validation(
            "The tool %s is already defined at toolConfig.tools.%d.".formatted(name, index));
      }
      if (spec.isObject()) {
        schema(spec.path("inputSchema").path("json"), index);
        if (spec.path("strict").asBoolean() && !structured(model)) {
          throw AwsError.validation(
              "The model returned the following errors: tools.%d.custom.strict: Extra inputs are not permitted"
                  .formatted(index));
        }
      }
      index++;
    }
    if (names.isEmpty()) {
      throw AwsError.validation("There is nothing available to cache.");
    }
    JsonNode choice = config.path("toolChoice");
    if (choice.isObject() && !choice.has("auto") && !model.family().takesToolChoice()) {
      throw AwsError.validation(
          "This model doesn't support the toolConfig.toolChoice.%s field. Remove toolConfig.toolChoice.%s and try again."
              .formatted(choice.fieldNames().next(), choice.fieldNames().next()));
    }
    String forced = choice.path("tool").path("name").asText("");
    if (!forced.isEmpty() && !names.contains(forced)) {
      throw AwsError.validation(
          "The tool choice %s is not defined in toolConfig.tools.".formatted(forced));
    }
  }

  private static void systemTool(Model model, JsonNode tool) {
    if (model.family() != Family.NOVA || !model.stem().contains("nova-2")) {
      throw AwsError.validation(
          "This model doesn't support the systemTool field. Remove systemTool and try again.");
    }
    String name = tool.path("systemTool").path("name").asText();
    if (!name.equals("nova_code_interpreter") && !name.equals("nova_grounding")) {
      throw AwsError.validation("The system tool " + name + " is not supported.");
    }
  }

  private static void schema(JsonNode schema, int index) {
    if (!schema.isObject() || !schema.path("type").asText("").equals("object")) {
      throw AwsError.validation(
          "The value at toolConfig.tools.%d.toolSpec.inputSchema.json.type must be one of the following: object."
              .formatted(index));
    }
  }

  static boolean structured(Model model) {
    return model
        .claude()
        .map(ClaudeTraits::structuredOutput)
        .orElse(model.family().structuredOutput());
  }

  /** Every call of a turn has its result in the next one, and the other way round. */
  private static void pairs(Model model, JsonNode messages) {
    Set<String> open = new LinkedHashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).path("content");
      String role = messages.get(i).path("role").asText();
      if (role.equals("system")) {
        continue;
      }
      List<String> results = role.equals("user") ? ids(content, "toolResult", i) : List.of();
      closes(open, results, i);
      if (!results.isEmpty() && model.family().resultsAlone() && results.size() != content.size()) {
        throw AwsError.validation(
            "This model doesn't support toolResult blocks together with other content in one turn."
                + " Separate them and try again.");
      }
      open = new LinkedHashSet<>(role.equals("assistant") ? ids(content, "toolUse", i) : List.of());
      misplaced(content, role, i);
    }
    closes(open, List.of(), messages.size());
  }

  private static void closes(Set<String> open, List<String> results, int index) {
    if (results.size() > open.size()) {
      throw AwsError.validation(
          "The number of toolResult blocks at messages.%d.content exceeds the number of toolUse blocks of previous turn."
              .formatted(index));
    }
    List<String> missing = new ArrayList<>(open);
    missing.removeAll(results);
    if (!missing.isEmpty()) {
      throw AwsError.validation(
          "Expected toolResult blocks at messages.%d.content for the following Ids: %s"
              .formatted(index, String.join(", ", missing)));
    }
  }

  private static List<String> ids(JsonNode content, String kind, int index) {
    List<String> ids = new ArrayList<>();
    for (JsonNode block : content) {
      JsonNode tool = block.path(kind);
      // Nova's own tools call and answer inside one assistant turn.
      if (tool.isObject() && !tool.path("type").asText("").equals("server_tool_use")) {
        String id = tool.path("toolUseId").asText();
        if (ids.contains(id)) {
          throw AwsError.validation(
              "The %s blocks at messages.%d.content contain duplicate Ids: %s"
                  .formatted(kind, index, id));
        }
        ids.add(id);
      }
    }
    return ids;
  }

  private static void misplaced(JsonNode content, String role, int index) {
    for (int j = 0; j < content.size(); j++) {
      JsonNode block = content.get(j);
      if (role.equals("user") && block.has("toolUse")) {
        throw AwsError.validation(
            "User messages cannot contain tool uses at messages.%d.content.%d."
                .formatted(index, j));
      }
      boolean result = role.equals("assistant") && block.has("toolResult");
      if (result && !block.path("toolResult").path("type").asText("").endsWith("_result")) {
        throw AwsError.validation(
            "Assistant messages cannot contain tool results at messages.%d.content.%d."
                .formatted(index, j));
      }
      JsonNode input = block.path("toolUse").path("input");
      if (!input.isMissingNode() && !input.isObject()) {
        throw AwsError.validation(
            "The format of the value at messages.%d.content.%d.toolUse.input is invalid. Provide a json object for the field and try again."
                .formatted(index, j));
      }
    }
  }

  private static boolean isTool(JsonNode block) {
    return block.has("toolUse") || block.has("toolResult");
  }
}
