package routec.simulator;

import java.util.Set;

/** Which settings each Claude takes: sampling, thinking, effort, forced tools. */
final class ClaudeRules {
  private static final Set<String> BETAS =
      Set.of(
          "computer-use-2024-10-22",
          "computer-use-2025-01-24",
          "computer-use-2025-11-24",
          "context-1m-2025-08-07",
          "context-management-2025-06-27",
          "compact-2026-01-12",
          "dangerous-tool-use-2026-09-03",
          "dev-full-thinking-2025-05-14",
          "effort-2025-11-24",
          "fine-grained-tool-streaming-2025-05-14",
          "interleaved-thinking-2025-05-14",
          "mcp-client-2025-04-04",
          "mcp-client-2025-11-20",
          "mid-conversation-output-config-2026-07-01",
          "mid-conversation-tool-changes-2026-07-01",
          "model-context-window-exceeded-2025-08-26",
          "output-128k-2025-02-19",
          "pdfs-2024-09-25",
          "search-results-2025-06-09",
          "structured-outputs-2025-11-13",
          "thinking-binding-controls-2026-08-01",
          "thinking-display-updates-2026-08-18",
          "token-counting-2024-11-01",
          "token-efficient-tools-2025-02-19",
          "tool-search-tool-2025-10-19",
          "web-search-2025-03-05");

  private final ClaudeTraits traits;
  private final String prefix;

  /**
   * @param prefix what stands before the vendor's words: Converse names the model as their author
   */
  ClaudeRules(ClaudeTraits traits, String prefix) {
    this.traits = traits;
    this.prefix = prefix;
  }

  static boolean knowsBeta(String flag) {
    return BETAS.contains(flag);
  }

  void check(ClaudeSettings settings) {
    sampling(settings);
    if (!settings.thinking().isMissingNode()) {
      thinking(settings);
    }
    if (settings.thinks(traits)) {
      whileThinking(settings);
    }
    if (settings.forced() && traits.forcing() == ClaudeTraits.Forcing.NEVER) {
      throw refused("tool_choice: type \"tool\" and \"any\" are not supported for this model.");
    }
    if (settings.structured() && !traits.structuredOutput()) {
      throw refused("output_config.format: Extra inputs are not permitted");
    }
    effort(settings);
    if (settings.maxTokens() > traits.maxOutput()) {
      throw refused(
          "max_tokens: %d > %d, which is the maximum allowed number of output tokens for this model"
              .formatted(settings.maxTokens(), traits.maxOutput()));
    }
  }

  private void sampling(ClaudeSettings settings) {
    boolean temperature = !Double.isNaN(settings.temperature());
    boolean topP = !Double.isNaN(settings.topP());
    switch (traits.sampling()) {
      case FREE -> {}
      case ONE_OF -> {
        if (temperature && topP) {
          throw refused(
              "`temperature` and `top_p` cannot both be specified for this model. Please use only"
                  + " one.");
        }
      }
      case NONE -> {
        if (temperature || topP) {
          throw refused(
              "`%s` is deprecated for this model."
                  .formatted(temperature ? "temperature" : "top_p"));
        }
      }
    }
  }

  private void thinking(ClaudeSettings settings) {
    String type = settings.thinking().path("type").asText("");
    switch (type) {
      case "disabled" -> {}
      case "enabled" -> budget(settings);
      case "adaptive", "between_tools" -> {
        boolean adaptive =
            traits.thinking() == ClaudeTraits.Thinking.ADAPTIVE
                || traits.thinking() == ClaudeTraits.Thinking.BUDGET_OR_ADAPTIVE;
        if (!adaptive) {
          throw refused("adaptive thinking is not supported on this model");
        }
      }
      default ->
          throw refused(
              "thinking: Input tag '%s' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'"
                  .formatted(type));
    }
  }

  private void budget(ClaudeSettings settings) {
    if (traits.thinking() == ClaudeTraits.Thinking.NONE) {
      throw AwsError.validation(
          "Malformed input request: #: extraneous key [thinking] is not permitted, please reformat"
              + " your input and try again.");
    }
    if (traits.thinking() == ClaudeTraits.Thinking.ADAPTIVE) {
      throw refused(
          "\"thinking.type.enabled\" is not supported for this model. Use"
              + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
              + " behavior.");
    }
    if (!settings.thinking().path("budget_tokens").isIntegralNumber()) {
      throw refused("thinking.enabled.budget_tokens: Field required");
    }
    int budget = settings.thinking().path("budget_tokens").asInt();
    if (budget < 1024) {
      throw refused(
          "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
    }
    if (settings.maxTokens() > 0 && settings.maxTokens() <= budget) {
      throw refused("`max_tokens` must be greater than `thinking.budget_tokens`.");
    }
  }

  private void whileThinking(ClaudeSettings settings) {
    if (!Double.isNaN(settings.temperature()) && settings.temperature() != 1) {
      throw refused(
          "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
    }
    if (!Double.isNaN(settings.topP()) && settings.topP() < 0.95) {
      throw refused(
          "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in"
              + " adaptive mode.");
    }
    if (settings.topK() && traits.sampling() != ClaudeTraits.Sampling.NONE) {
      throw refused("`top_k` must be unset when thinking is enabled or in adaptive mode.");
    }
    boolean enabled = settings.thinking().path("type").asText("").equals("enabled");
    if (settings.forced() && enabled) {
      throw refused("Thinking may not be enabled when tool_choice forces tool use.");
    }
  }

  private void effort(ClaudeSettings settings) {
    String effort = settings.outputConfig().path("effort").asText("");
    if (effort.isEmpty()) {
      return;
    }
    if (traits.efforts().isEmpty()) {
      throw refused("This model does not support the effort parameter.");
    }
    boolean off = settings.thinking().path("type").asText("").equals("disabled");
    boolean high = effort.equals("xhigh") || effort.equals("max");
    if (!traits.efforts().contains(effort) || (off && high && traits.thinksAlways())) {
      throw refused("output_config.effort: '%s' is not supported by this model.".formatted(effort));
    }
  }

  private AwsError refused(String message) {
    return AwsError.validation(prefix + message);
  }
}
