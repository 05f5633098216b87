package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The settings of a request to Claude, whichever way they were spelled.
 *
 * @param maxTokens 0 when not given
 * @param temperature NaN when not given, as is topP
 */
record ClaudeSettings(
    JsonNode thinking,
    int maxTokens,
    double temperature,
    double topP,
    boolean topK,
    boolean forced,
    JsonNode outputConfig,
    boolean structured) {

  static ClaudeSettings ofConverse(JsonNode body) {
    JsonNode inference = body.path("inferenceConfig");
    JsonNode extra = body.path("additionalModelRequestFields");
    JsonNode choice = body.path("toolConfig").path("toolChoice");
    String extraChoice = extra.path("tool_choice").path("type").asText("auto");
    JsonNode outputConfig = body.path("outputConfig");
    return new ClaudeSettings(
        extra.path("thinking"),
        inference.path("maxTokens").asInt(0),
        inference.path("temperature").asDouble(extra.path("temperature").asDouble(Double.NaN)),
        inference.path("topP").asDouble(extra.path("top_p").asDouble(Double.NaN)),
        extra.has("top_k"),
        choice.has("any") || choice.has("tool") || !extraChoice.equals("auto"),
        outputConfig.has("effort") ? outputConfig : extra.path("output_config"),
        outputConfig.has("textFormat") || extra.path("output_config").has("format"));
  }

  static ClaudeSettings ofNative(JsonNode body) {
    String choice = body.path("tool_choice").path("type").asText("auto");
    return new ClaudeSettings(
        body.path("thinking"),
        body.path("max_tokens").asInt(0),
        body.path("temperature").asDouble(Double.NaN),
        body.path("top_p").asDouble(Double.NaN),
        body.has("top_k"),
        choice.equals("any") || choice.equals("tool"),
        body.path("output_config"),
        body.path("output_config").has("format"));
  }

  /** Whether the model will think. */
  boolean thinks(ClaudeTraits traits) {
    String type = thinking.path("type").asText(traits.thinksAlways() ? "adaptive" : "disabled");
    return traits.thinking() != ClaudeTraits.Thinking.NONE && !type.equals("disabled");
  }
}
