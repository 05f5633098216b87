// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Call;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.translate.AnthropicCountToClaude;
import routec.runtime.translate.AnthropicToClaude;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToClaude;

/**
 * Calls to AIServiceBackend default/aws.
 */
final class DefaultAwsBackend {
  static final Backend BACKEND = new Backend(
      // vendors.yaml:99
      "default/aws",
      "aws.bedrock",
      // vendors.yaml:142
      Target.tls("bedrock-runtime.us-east-1.amazonaws.com", 443, "bedrock-runtime.us-east-1.amazonaws.com"),
      // vendors.yaml:120
      new Authorization.SigV4("us-east-1", "bedrock", new Credentials.File("default/aws", "credentials", "default")));

  /**
   * vendors.yaml:103
   */
  private static final String ANTHROPIC_VERSION = "bedrock-2023-05-31";

  private final BedrockModel model;

  private final ModelTraits traits;

  DefaultAwsBackend(BedrockModel model, ModelTraits traits) {
    this.model = model;
    this.traits = traits;
  }

  /**
   * An attempt at POST /v1/chat/completions.
   */
  Attempt chatCompletions(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiToClaude);
  }

  private Outbound openAiToClaude(Call call) {
    OpenAiToClaude request = OpenAiToClaude.translate(call, traits, ANTHROPIC_VERSION);
    return new Outbound(
        call.stream() ? model.invokeStream() : model.invoke(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  /**
   * An attempt at POST /anthropic/v1/messages.
   */
  Attempt messages(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::anthropicToClaude);
  }

  private Outbound anthropicToClaude(Call call) {
    AnthropicToClaude request = AnthropicToClaude.translate(call, traits, ANTHROPIC_VERSION);
    return new Outbound(
        call.stream() ? model.invokeStream() : model.invoke(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  /**
   * An attempt at POST /anthropic/v1/messages/count_tokens.
   */
  Attempt countTokens(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::anthropicCountToClaude);
  }

  private Outbound anthropicCountToClaude(Call call) {
    AnthropicCountToClaude request = AnthropicCountToClaude.translate(call, traits, ANTHROPIC_VERSION);
    return new Outbound(
        model.countTokens(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }
}
