package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What each family takes in inferenceConfig, outputConfig and additionalModelRequestFields. */
final class ConverseFamilyRules {
  private static final String SAID = "The model returned the following errors: ";
  private static final Set<String> CLAUDE_FIELDS =
      Set.of(
          "thinking",
          "output_config",
          "anthropic_beta",
          "top_k",
          "top_p",
          "temperature",
          "tool_choice",
          "tools",
          "context_management",
          "metadata",
          "mcp_servers",
          "stop_sequences",
          "anthropic_version");
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

  private ConverseFamilyRules() {}

  static void check(Model model, JsonNode body) {
    JsonNode extra = body.path("additionalModelRequestFields");
    if (!extra.isMissingNode() && !extra.isObject()) {
      throw AwsError.validation("additionalModelRequestFields must be a JSON object.");
    }
    if (body.path("outputConfig").has("textFormat")) {
      outputConfig(model, body);
    }
    switch (model.family()) {
      case CLAUDE -> claude(model, body, extra);
      case NOVA -> nova(body, extra);
      case GPT_OSS -> gptOss(extra);
      case QWEN -> {
        String effort = extra.path("reasoning_config").asText("low");
        if (!effort.equals("low") && !effort.equals("high")) {
          throw AwsError.validation(SAID + "reasoning_config: must be \"low\" or \"high\"");
        }
      }
      case LLAMA,
          MISTRAL,
          DEEPSEEK,
          GLM,
          KIMI,
          MINIMAX,
          NEMOTRON,
          GEMMA,
          COMMAND,
          JAMBA,
          PALMYRA,
          TITAN_TEXT,
          TITAN_EMBED,
          COHERE_EMBED,
          NOVA_EMBED,
          ANY -> {}
    }
  }

  private static void outputConfig(Model model, JsonNode body) {
    boolean structured = ToolRules.structured(model);
    if (!structured) {
      throw AwsError.validation(
          "This model doesn't support the outputConfig.textFormat field. Remove"
              + " outputConfig.textFormat and try again.");
    }
    String schema =
        body.path("outputConfig")
            .path("textFormat")
            .path("structure")
            .path("jsonSchema")
            .path("schema")
            .asText();
    try {
      Json.read(schema.getBytes(StandardCharsets.UTF_8));
    } catch (AwsError e) {
      throw AwsError.validation("The schema of outputConfig.textFormat is not valid JSON.");
    }
  }

  private static void claude(Model model, JsonNode body, JsonNode extra) {
    ClaudeTraits traits = model.claude().orElseThrow();
    extra
        .fieldNames()
        .forEachRemaining(name -> {
          if (!CLAUDE_FIELDS.contains(name)) {
            throw AwsError.validation(SAID + name + ": Extra inputs are not permitted");
          }
        });
    for (JsonNode flag : extra.path("anthropic_beta")) {
      if (!ClaudeRules.knowsBeta(flag.asText())) {
        throw AwsError.validation(SAID + "invalid beta flag");
      }
    }
    if (extra.has("tool_choice") && body.path("toolConfig").has("toolChoice")) {
      throw AwsError.validation(
          "The additional field tool_choice/type conflicts with the existing field"
              + " toolConfig.toolChoice."
              + body.path("toolConfig").path("toolChoice").fieldNames().next()
              + ". Remove the additional field and try again.");
    }
    new ClaudeRules(traits, SAID).check(ClaudeSettings.ofConverse(body));
    for (JsonNode stop : body.path("inferenceConfig").path("stopSequences")) {
      if (stop.asText().isBlank()) {
        throw AwsError.validation(
            SAID + "stop_sequences: each stop sequence must contain non-whitespace");
      }
    }
    ThinkingReplay.checkConverse(body, traits);
  }

  private static void nova(JsonNode body, JsonNode extra) {
    JsonNode reasoning = extra.path("reasoningConfig");
    boolean high =
        reasoning.path("type").asText("").equals("enabled")
            && reasoning.path("maxReasoningEffort").asText("").equals("high");
    for (String name : new String[] {"maxTokens", "temperature", "topP"}) {
      if (high && body.path("inferenceConfig").has(name)) {
        throw AwsError.validation(
            "`%s` must be unset when reasoningConfig type is 'enabled' and maxReasoningEffort is 'high'"
                .formatted(name));
      }
    }
  }

  private static void gptOss(JsonNode extra) {
    JsonNode effort = extra.path("reasoning_effort");
    if (!effort.isMissingNode() && !EFFORTS.contains(effort.asText())) {
      throw AwsError.validation(
          SAID
              + "{\"error\":{\"code\":\"validation_error\",\"message\":\"reasoning_effort: unknown"
              + " variant\",\"param\":\"reasoning_effort\",\"type\":\"invalid_request_error\"}}");
    }
  }
}
