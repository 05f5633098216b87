// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.Trait;

/**
 * What the models of this gateway can do, from schema/bedrock-models.yaml.
 */
final class Traits {
  static final ModelTraits CLAUDE_3 = ModelTraits.of(
      "claude-3",
      Trait.ASSISTANT_FIRST,
      Trait.DOCUMENTS_IN_TOOL_RESULTS,
      Trait.FORCES_TOOLS,
      Trait.IMAGES,
      Trait.IMAGES_IN_TOOL_RESULTS,
      Trait.PREFILL,
      Trait.SINGLE_TOOL_SWITCH,
      Trait.TEXT_WITH_TOOL_RESULTS,
      Trait.TOOL_RESULT_STATUS,
      Trait.TOP_K);

  static final ModelTraits CLAUDE_3_5 = ModelTraits.of(
      "claude-3-5",
      Trait.ASSISTANT_FIRST,
      Trait.CACHES_TOOLS,
      Trait.CACHE_POINTS,
      Trait.DOCUMENTS_IN_TOOL_RESULTS,
      Trait.FORCES_TOOLS,
      Trait.IMAGES,
      Trait.IMAGES_IN_TOOL_RESULTS,
      Trait.PREFILL,
      Trait.SINGLE_TOOL_SWITCH,
      Trait.TEXT_WITH_TOOL_RESULTS,
      Trait.TOOL_RESULT_STATUS,
      Trait.TOP_K);

  static final ModelTraits CLAUDE_4_5 = ModelTraits.of(
      "claude-4-5",
      Trait.ASSISTANT_FIRST,
      Trait.CACHES_TOOLS,
      Trait.CACHE_POINTS,
      Trait.CACHE_TTL,
      Trait.DOCUMENTS_IN_TOOL_RESULTS,
      Trait.FORCES_TOOLS,
      Trait.IMAGES,
      Trait.IMAGES_IN_TOOL_RESULTS,
      Trait.ONE_SAMPLING,
      Trait.PREFILL,
      Trait.SINGLE_TOOL_SWITCH,
      Trait.STRUCTURED_OUTPUT,
      Trait.TAKES_THINKING,
      Trait.TEXT_WITH_TOOL_RESULTS,
      Trait.THINKING_BUDGET,
      Trait.TOOL_RESULT_STATUS,
      Trait.TOP_K);

  static final ModelTraits LLAMA_3 = ModelTraits.of(
      "llama-3",
      Trait.DOCUMENTS_IN_TOOL_RESULTS,
      Trait.TOOL_RESULT_STATUS);

  static final ModelTraits NOVA_MICRO = ModelTraits.of(
      "nova-micro",
      Trait.CACHE_POINTS,
      Trait.ECHOES_STOP,
      Trait.FORCES_TOOLS,
      Trait.NOVA_TOP_K,
      Trait.TEXT_DOCUMENTS_IN_TOOL_RESULTS,
      Trait.TEXT_WITH_TOOL_RESULTS,
      Trait.TOOL_RESULT_STATUS);

  static final ModelTraits TITAN_EMBED_2 = ModelTraits.of(
      "titan-embed-2",
      Trait.EMBEDDINGS);

  private Traits() {
  }
}
