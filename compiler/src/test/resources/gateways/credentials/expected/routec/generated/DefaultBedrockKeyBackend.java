// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Call;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;

/**
 * Calls to AIServiceBackend default/bedrock-key.
 */
final class DefaultBedrockKeyBackend {
  static final Backend BACKEND = new Backend(
      // credentials.yaml:175
      "default/bedrock-key",
      "aws.bedrock",
      // credentials.yaml:205
      Target.tls("bedrock-runtime.us-east-1.api.aws", 443, "bedrock-runtime.us-east-1.api.aws"),
      // credentials.yaml:196
      new Authorization.ApiKey("authorization", "Bearer ", "default/keys", "apiKey"));

  private final String path;

  private final String streamPath;

  private final ModelTraits traits;

  DefaultBedrockKeyBackend(BedrockModel model, ModelTraits traits) {
    this.path = model.converse();
    this.streamPath = model.converseStream();
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
        call.stream() ? streamPath : path,
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }
}
