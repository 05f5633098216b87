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
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;

/**
 * Calls to AIServiceBackend default/chain.
 */
final class DefaultChainBackend {
  static final Backend BACKEND = new Backend(
      // credentials.yaml:37
      "default/chain",
      "aws.bedrock",
      // credentials.yaml:66
      Target.tls("bedrock-runtime.us-east-1.amazonaws.com", 443, "bedrock-runtime.us-east-1.amazonaws.com"),
      // credentials.yaml:57
      new Authorization.SigV4("us-east-1", "bedrock", new Credentials.DefaultChain()));

  private final String path;

  private final String streamPath;

  private final ModelTraits traits;

  DefaultChainBackend(BedrockModel model, ModelTraits traits) {
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
