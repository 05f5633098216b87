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
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.OpenAiToEmbeddings;

/**
 * Calls to AIServiceBackend default/anything.
 */
final class DefaultAnythingBackend {
  static final Backend BACKEND = new Backend(
      // everything.yaml:179
      "default/anything",
      "aws.bedrock",
      // everything.yaml:277
      Target.tls("bedrock-runtime.us-west-2.amazonaws.com", 443, "bedrock-runtime.us-west-2.amazonaws.com"),
      // everything.yaml:256
      new Authorization.SigV4("us-west-2", "bedrock", new Credentials.DefaultChain()));

  private DefaultAnythingBackend() {
  }

  /**
   * An attempt at POST /v1/chat/completions.
   */
  static Attempt chatCompletionsOfAnyModel(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, DefaultAnythingBackend::openAiToConverseOfAnyModel);
  }

  private static Outbound openAiToConverseOfAnyModel(Call call) {
    BedrockModel model = BedrockModel.ofClient(call.model());
    OpenAiToConverse request = OpenAiToConverse.translate(call, Traits.of(model.id()));
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
  static Attempt embeddingsOfAnyModel(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, DefaultAnythingBackend::openAiToEmbeddingsOfAnyModel);
  }

  private static Outbound openAiToEmbeddingsOfAnyModel(Call call) {
    BedrockModel model = BedrockModel.ofClient(call.model());
    OpenAiToEmbeddings request = OpenAiToEmbeddings.translate(call, Traits.of(model.id()));
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
  static Attempt messagesOfAnyModel(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, DefaultAnythingBackend::anthropicToConverseOfAnyModel);
  }

  private static Outbound anthropicToConverseOfAnyModel(Call call) {
    BedrockModel model = BedrockModel.ofClient(call.model());
    AnthropicToConverse request = AnthropicToConverse.translate(call, Traits.of(model.id()));
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
  static Attempt countTokensOfAnyModel(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, DefaultAnythingBackend::anthropicCountToConverseOfAnyModel);
  }

  private static Outbound anthropicCountToConverseOfAnyModel(Call call) {
    BedrockModel model = BedrockModel.ofClient(call.model());
    AnthropicCountToConverse request = AnthropicCountToConverse.translate(call, Traits.of(model.id()));
    return new Outbound(
        model.countTokens(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }
}
