package routec.runtime.translate;

/**
 * What a model family can do, or can't, where families differ on Bedrock; which model has which is
 * data in {@code schema/bedrock-models.yaml}.
 */
public enum Trait {
  /** Makes embeddings, and nothing else. */
  EMBEDDINGS,
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
  /** Takes images inside tool results; elsewhere they move behind the results. */
  IMAGES_IN_TOOL_RESULTS,
  /** Takes documents inside tool results; elsewhere they move behind the results. */
  DOCUMENTS_IN_TOOL_RESULTS,
  /** Takes documents inside tool results if they are plain text or CSV (Nova). */
  TEXT_DOCUMENTS_IN_TOOL_RESULTS,
  /** Wants a tool's result as a JSON object (Mistral). */
  JSON_TOOL_RESULTS,
  /** Takes images in user turns. */
  IMAGES,
  /** Takes audio in user turns. */
  AUDIO,
  /** Takes video in user turns. */
  VIDEO,
  /** Takes media that lie in S3 (Nova). */
  S3_SOURCES,
  /** Takes no system prompt: it is put before the first user's words. */
  NO_SYSTEM,
  /** Takes its own thinking back, by its signature. */
  TAKES_THINKING,
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
  /** Takes {@code inferenceConfig.topK} among the additional fields (Nova). */
  NOVA_TOP_K,
  /** Refuses stop sequences. */
  NO_STOP,
  /** Ends its text with the stop sequence that it met (Nova). */
  ECHOES_STOP,
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
  /** Takes {@code output_config.effort} up to {@code high}, with a beta flag (Claude Opus 4.5). */
  EFFORT_BETA,
  /** Takes {@code reasoning.effort} (GPT). */
  NESTED_EFFORT,
  /** Takes {@code reasoning_effort} as gpt-oss spells it. */
  FLAT_EFFORT,
  /** Takes {@code reasoningConfig.maxReasoningEffort} (Nova 2). */
  NOVA_EFFORT,
  /** Takes {@code reasoning_config} (Qwen). */
  REASONING_CONFIG,
  /** Takes cache points behind system texts and in messages. */
  CACHE_POINTS,
  /** Takes cache points behind tools, too. */
  CACHES_TOOLS,
  /** Takes a cache point's {@code ttl}. */
  CACHE_TTL,
  /** Its {@code inputTokens} already count cached tokens (OpenAI's models). */
  INPUT_COUNTS_CACHE,
  /** Wants tool ids of nine letters and digits (Mistral). */
  NINE_CHARACTER_TOOL_IDS
}
