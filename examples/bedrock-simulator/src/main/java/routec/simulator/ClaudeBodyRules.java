package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for a native Claude body of InvokeModel, in the words that Claude answers with. */
final class ClaudeBodyRules {
  private static final Set<String> FIELDS =
      Set.of(
          "anthropic_version",
          "anthropic_beta",
          "max_tokens",
          "messages",
          "system",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "metadata",
          "context_management",
          "mcp_servers");
  private static final Set<String> TOOL_FIELDS =
      Set.of(
          "type",
          "name",
          "description",
          "input_schema",
          "cache_control",
          "strict",
          "defer_loading",
          "eager_input_streaming",
          "input_examples",
          "allowed_callers");
  private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
  private static final Set<String> TOOL_TAGS =
      Set.of(
          "bash_20250124",
          "custom",
          "text_editor_20250124",
          "text_editor_20250429",
          "text_editor_20250728");

  /** Tool types and the beta that each needs. */
  private static final Set<String> BETA_TOOLS =
      Set.of(
          "computer_20250124",
          "computer_20251124",
          "memory_20250818",
          "tool_search_tool_regex_20251119");

  private ClaudeBodyRules() {}

  static void check(Model model, JsonNode body) {
    version(body);
    for (JsonNode flag : body.path("anthropic_beta")) {
      if (!flag.isTextual() || !ClaudeRules.knowsBeta(flag.asText())) {
        throw AwsError.validation("invalid beta flag");
      }
    }
    body.fieldNames().forEachRemaining(name -> field(model, name));
    contextManagement(body);
    sizes(body);
    tools(model, body);
    model
        .claude()
        .ifPresent(traits -> new ClaudeRules(traits, "").check(ClaudeSettings.ofNative(body)));
    ClaudeTurnRules.check(model, body);
    CacheRules.check(ClaudeCachePoints.lives(body), "");
    ThinkingReplay.checkNative(body);
  }

  private static void version(JsonNode body) {
    String version = body.path("anthropic_version").asText("");
    if (version.isEmpty()) {
      throw AwsError.validation("anthropic_version: Field required");
    }
    if (!version.equals("bedrock-2023-05-31")) {
      throw AwsError.validation(
          "anthropic_version: Input should be 'bedrock-2023-05-31', got '" + version + "'");
    }
  }

  private static void field(Model model, String name) {
    boolean old =
        name.equals("thinking")
            && model.claude().map(t -> t.thinking() == ClaudeTraits.Thinking.NONE).orElse(false);
    if (old) {
      throw AwsError.validation(
          "Malformed input request: #: extraneous key [thinking] is not permitted, please reformat"
              + " your input and try again.");
    }
    if (!FIELDS.contains(name)) {
      throw AwsError.validation(name + ": Extra inputs are not permitted");
    }
  }

  private static void contextManagement(JsonNode body) {
    boolean beta =
        body.path("anthropic_beta")
            .valueStream()
            .anyMatch(f ->
                f.asText().startsWith("context-management") || f.asText().startsWith("compact"));
    if (body.has("context_management") && !beta) {
      throw AwsError.validation("context_management: Extra inputs are not permitted");
    }
    boolean mcp =
        body.path("anthropic_beta")
            .valueStream()
            .anyMatch(f -> f.asText().startsWith("mcp-client"));
    if (body.has("mcp_servers") && !mcp) {
      throw AwsError.validation("mcp_servers: Extra inputs are not permitted");
    }
  }

  private static void sizes(JsonNode body) {
    JsonNode maxTokens = body.path("max_tokens");
    if (maxTokens.isMissingNode() || maxTokens.isNull()) {
      throw AwsError.validation("max_tokens: Field required");
    }
    if (!maxTokens.isIntegralNumber()) {
      throw AwsError.validation("max_tokens: Input should be a valid integer");
    }
    if (maxTokens.asLong() < 1) {
      throw AwsError.validation("max_tokens: Input should be greater than or equal to 1");
    }
    for (String name : List.of("temperature", "top_p")) {
      JsonNode value = body.path(name);
      if (!value.isMissingNode() && !value.isNumber()) {
        throw AwsError.validation(name + ": Input should be a valid number");
      }
      if (value.asDouble() > 1 || value.asDouble() < 0) {
        throw AwsError.validation(name + ": range: 0..1");
      }
    }
    JsonNode topK = body.path("top_k");
    if (!topK.isMissingNode() && !topK.isIntegralNumber()) {
      throw AwsError.validation("top_k: Input should be a valid integer");
    }
    if (!body.path("stop_sequences").isMissingNode() && !body.path("stop_sequences").isArray()) {
      throw AwsError.validation("stop_sequences: Input should be a valid list");
    }
    for (JsonNode stop : body.path("stop_sequences")) {
      if (!stop.isTextual() || stop.asText().isBlank()) {
        throw AwsError.validation("stop_sequences: each stop sequence must contain non-whitespace");
      }
    }
    body.path("metadata")
        .fieldNames()
        .forEachRemaining(name -> {
          if (!name.equals("user_id")) {
            throw AwsError.validation("metadata." + name + ": Extra inputs are not permitted");
          }
        });
  }

  private static void tools(Model model, JsonNode body) {
    JsonNode tools = body.path("tools");
    if (!tools.isMissingNode() && !tools.isArray()) {
      throw AwsError.validation("tools: Input should be a valid list");
    }
    boolean beta = !body.path("anthropic_beta").isEmpty();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      String type = tool.path("type").asText("custom");
      if (!TOOL_TAGS.contains(type) && !(beta && BETA_TOOLS.contains(type))) {
        throw AwsError.validation(
            "tools.%d: Input tag '%s' found using 'type' does not match any of the expected tags: %s"
                .formatted(i, type, tags(beta)));
      }
      if (type.equals("custom")) {
        customTool(model, tool, i);
      }
      String name = tool.path("name").asText("");
      if (names.contains(name)) {
        throw AwsError.validation("tools: Tool names must be unique.");
      }
      names.add(name);
    }
    toolChoice(body, names);
  }

  private static void customTool(Model model, JsonNode tool, int i) {
    String at = "tools." + i + ".custom.";
    tool.fieldNames()
        .forEachRemaining(name -> {
          if (!TOOL_FIELDS.contains(name)) {
            throw AwsError.validation(at + name + ": Extra inputs are not permitted");
          }
        });
    if (!tool.path("name").isTextual()) {
      throw AwsError.validation(at + "name: Field required");
    }
    if (!TOOL_NAME.matcher(tool.path("name").asText()).matches()) {
      throw AwsError.validation(at + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    if (!tool.has("input_schema")) {
      throw AwsError.validation(at + "input_schema: Field required");
    }
    String type = tool.path("input_schema").path("type").asText("");
    if (!type.equals("object")) {
      throw AwsError.validation(
          at
              + "input_schema.type: "
              + (type.isEmpty() ? "Field required" : "Input should be 'object'"));
    }
    if (tool.has("strict") && !ToolRules.structured(model)) {
      throw AwsError.validation(at + "strict: Extra inputs are not permitted");
    }
  }

  private static void toolChoice(JsonNode body, List<String> names) {
    JsonNode choice = body.path("tool_choice");
    if (choice.isMissingNode()) {
      return;
    }
    if (names.isEmpty()) {
      throw AwsError.validation("tool_choice: tools must be given where tool_choice is.");
    }
    String type = choice.path("type").asText("");
    if (!Set.of("auto", "any", "tool", "none").contains(type)) {
      throw AwsError.validation(
          "tool_choice: Input tag '%s' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'"
              .formatted(type));
    }
    String name = choice.path("name").asText("");
    if (type.equals("tool") && !names.contains(name)) {
      throw AwsError.validation("Tool '" + name + "' not found in provided tools");
    }
  }

  private static String tags(boolean beta) {
    Set<String> tags = new TreeSet<>(TOOL_TAGS);
    if (beta) {
      tags.addAll(BETA_TOOLS);
    }
    return tags.stream().map(tag -> "'" + tag + "'").collect(Collectors.joining(", "));
  }
}
