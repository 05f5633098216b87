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
 * Calls to AIServiceBackend default/several#2.
 */
final class DefaultSeveral2Backend {
  static final Backend BACKEND = new Backend(
      // failover.yaml:251
      "default/several#2",
      "aws.bedrock",
      // failover.yaml:270
      Target.tls("bedrock-runtime-fips.us-east-1.amazonaws.com", 443, "bedrock-runtime.us-east-1.amazonaws.com"),
      // failover.yaml:297
      new Authorization.SigV4("us-east-1", "bedrock", new Credentials.File("default/aws", "credentials", "default")));

  private final BedrockModel model;

  private final ModelTraits traits;

  DefaultSeveral2Backend(BedrockModel model, ModelTraits traits) {
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
