package routec.runtime.dialect.anthropic;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Every top-level field of a messages request; a new one makes each pair decide. */
public enum MessagesField {
  MODEL,
  MESSAGES,
  MAX_TOKENS,
  SYSTEM,
  STREAM,
  TEMPERATURE,
  TOP_P,
  TOP_K,
  STOP_SEQUENCES,
  TOOLS,
  TOOL_CHOICE,
  THINKING,
  OUTPUT_CONFIG,
  /** What {@code output_config.format} was called while it was a beta. */
  OUTPUT_FORMAT,
  METADATA,
  SERVICE_TIER,
  CACHE_CONTROL,
  CONTEXT_MANAGEMENT,
  CONTAINER,
  MCP_SERVERS,
  THREAD,
  INFERENCE_GEO,
  SPEED,
  ANTHROPIC_BETA,
  ANTHROPIC_VERSION,
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
  UNKNOWN;

  private static final Map<String, MessagesField> BY_NAME = byName();

  private final String word;

  MessagesField() {
    word = name().toLowerCase(Locale.ROOT);
  }

  MessagesField(String word) {
    this.word = word;
  }

  /** The field of a name. */
  public static MessagesField of(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  /** The field's name. */
  public String word() {
    return word;
  }

  private static Map<String, MessagesField> byName() {
    Map<String, MessagesField> fields = new HashMap<>();
    for (MessagesField field : values()) {
      if (field != UNKNOWN) {
        fields.put(field.word, field);
      }
    }
    return Map.copyOf(fields);
  }
}
