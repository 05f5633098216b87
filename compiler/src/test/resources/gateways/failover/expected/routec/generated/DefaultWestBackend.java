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
import routec.runtime.translate.AnthropicCountToConverse;
import routec.runtime.translate.AnthropicToConverse;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.OpenAiToEmbeddings;

/**
 * Calls to AIServiceBackend default/west.
 */
final class DefaultWestBackend {
  static final Backend BACKEND = new Backend(
      // failover.yaml:194
      "default/west",
      "aws.bedrock",
      // failover.yaml:213
      new Target("bedrock-runtime.us-west-2.amazonaws.com", 443, Target.Tls.to("bedrock-runtime.us-west-2.amazonaws.com").named("bedrock.example.com").showing("default/ours")),
      // failover.yaml:243
      new Authorization.SigV4("us-west-2", "bedrock", new Credentials.File("default/aws", "credentials", "default")));

  private final BedrockModel model;

  private final ModelTraits traits;

  DefaultWestBackend(BedrockModel model, ModelTraits traits) {
    this.model = model;
    this.traits = traits;
  }

  /**
   * An attempt at POST /v1/chat/completions.
   */
  Attempt chatCompletions(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiToConverse);
  }

  private Outbound openAiToConverse(Call call) {
    OpenAiToConverse request = OpenAiToConverse.translate(call, traits);
    return new Outbound(
        call.stream() ? model.converseStream() : model.converse(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  /**
   * An attempt at POST /v1/embeddings.
   */
  Attempt embeddings(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiToEmbeddings);
  }

  private Outbound openAiToEmbeddings(Call call) {
    OpenAiToEmbeddings request = OpenAiToEmbeddings.translate(call, traits);
    return new Outbound(
        model.invoke(),
        request.headers(),
        request.bodies(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  /**
   * An attempt at POST /anthropic/v1/messages.
   */
  Attempt messages(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::anthropicToConverse);
  }

  private Outbound anthropicToConverse(Call call) {
    AnthropicToConverse request = AnthropicToConverse.translate(call, traits);
    return new Outbound(
        call.stream() ? model.converseStream() : model.converse(),
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
    return new Attempt(BACKEND, priority, weight, this::anthropicCountToConverse);
  }

  private Outbound anthropicCountToConverse(Call call) {
    AnthropicCountToConverse request = AnthropicCountToConverse.translate(call, traits);
    return new Outbound(
        model.countTokens(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }
}
