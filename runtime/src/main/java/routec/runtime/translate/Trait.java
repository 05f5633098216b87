package routec.runtime.translate;

/**
 * What a model family can do, or can't, where families differ on Bedrock; which model has which is
 * data in {@code schema/bedrock-models.yaml}.
 */
public enum Trait {
  /** Takes {@code toolChoice} any and tool; without it a forced choice is dropped. */
  FORCES_TOOLS,
  /** Takes {@code disable_parallel_tool_use}. */
  SINGLE_TOOL_SWITCH,
  /** Takes a conversation that the assistant begins. */
  ASSISTANT_FIRST,
  /** Takes a conversation that ends with the assistant, whose words it goes on with. */
  PREFILL,
  /** Takes text beside tool results in one turn. */
  TEXT_WITH_TOOL_RESULTS,
  /** Takes images inside tool results. */
  IMAGES_IN_TOOL_RESULTS,
  /** Takes images in user turns. */
  IMAGES,
  /** Takes {@code toolResult.status}. */
  TOOL_RESULT_STATUS,
  /** Takes a JSON schema for its answer, and strict tools. */
  STRUCTURED_OUTPUT,
  /** Refuses temperature, top_p and top_k. */
  NO_SAMPLING,
  /** Takes temperature or top_p, not both. */
  ONE_SAMPLING,
  /** Takes {@code top_k} (Claude's spelling). */
  TOP_K,
  /** Thinks within a budget of tokens (Claude's {@code thinking.enabled}). */
  THINKING_BUDGET,
  /** Thinks as much as an effort asks for (Claude's {@code thinking.adaptive}). */
  THINKING_ADAPTIVE,
  /** Thinks whatever it is told. */
  THINKING_ALWAYS,
  /** Takes {@code output_config.effort} (Claude). */
  EFFORT,
  /** Takes an effort of {@code xhigh} too. */
  XHIGH_EFFORT,
  /** Takes {@code reasoning_effort} as gpt-oss spells it. */
  FLAT_EFFORT,
  /** Takes {@code reasoningConfig.maxReasoningEffort} (Nova 2). */
  NOVA_EFFORT,
  /** Takes {@code reasoning_config} (Qwen). */
  REASONING_CONFIG,
  /** Takes cache points. */
  CACHE_POINTS,
  /** Its {@code inputTokens} already count cached tokens (OpenAI's models). */
  INPUT_COUNTS_CACHE,
  /** Wants tool ids of nine letters and digits (Mistral). */
  NINE_CHARACTER_TOOL_IDS
}
