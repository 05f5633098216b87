package routec.runtime.dialect.openai;

import java.util.HashMap;
import java.util.Map;

/** Every top-level field of a chat completion request; a new one makes each pair decide. */
public enum ChatField {
  MODEL("model"),
  MESSAGES("messages"),
  STREAM("stream"),
  STREAM_OPTIONS("stream_options"),
  MAX_TOKENS("max_tokens"),
  MAX_COMPLETION_TOKENS("max_completion_tokens"),
  TEMPERATURE("temperature"),
  TOP_P("top_p"),
  TOP_K("top_k"),
  STOP("stop"),
  TOOLS("tools"),
  TOOL_CHOICE("tool_choice"),
  PARALLEL_TOOL_CALLS("parallel_tool_calls"),
  FUNCTIONS("functions"),
  FUNCTION_CALL("function_call"),
  RESPONSE_FORMAT("response_format"),
  REASONING_EFFORT("reasoning_effort"),
  THINKING("thinking"),
  SERVICE_TIER("service_tier"),
  METADATA("metadata"),
  N("n"),
  MODALITIES("modalities"),
  AUDIO("audio"),
  LOGPROBS("logprobs"),
  TOP_LOGPROBS("top_logprobs"),
  LOGIT_BIAS("logit_bias"),
  SEED("seed"),
  FREQUENCY_PENALTY("frequency_penalty"),
  PRESENCE_PENALTY("presence_penalty"),
  PREDICTION("prediction"),
  WEB_SEARCH_OPTIONS("web_search_options"),
  VERBOSITY("verbosity"),
  USER("user"),
  SAFETY_IDENTIFIER("safety_identifier"),
  PROMPT_CACHE_KEY("prompt_cache_key"),
  PROMPT_CACHE_RETENTION("prompt_cache_retention"),
  PROMPT_CACHE_OPTIONS("prompt_cache_options"),
  STORE("store"),
  MODERATION("moderation"),
  /** Converse's own, for a model's own fields. */
  ADDITIONAL_MODEL_REQUEST_FIELDS("additionalModelRequestFields"),
  /** Converse's own, for what to tell of a model's own reply. */
  ADDITIONAL_MODEL_RESPONSE_FIELD_PATHS("additionalModelResponseFieldPaths"),
  /** Converse's own. */
  GUARDRAIL_CONFIG("guardrailConfig"),
  /** Converse's own. */
  PERFORMANCE_CONFIG("performanceConfig"),
  /** Converse's own, for a prompt that lies in Bedrock, which the model's ARN then names. */
  PROMPT_VARIABLES("promptVariables"),
  /** A field that the API does not have. */
  UNKNOWN("");

  private static final Map<String, ChatField> BY_NAME = byName();

  private final String word;

  ChatField(String word) {
    this.word = word;
  }

  /** The field of a name. */
  public static ChatField of(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  /** The field's name; empty for {@link #UNKNOWN}. */
  public String word() {
    return word;
  }

  private static Map<String, ChatField> byName() {
    Map<String, ChatField> fields = new HashMap<>();
    for (ChatField field : values()) {
      if (field != UNKNOWN) {
        fields.put(field.word, field);
      }
    }
    return Map.copyOf(fields);
  }
}
