// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.translate.OpenAiRefusals;
import routec.runtime.translate.OpenAiToOpenAi;

/**
 * Calls to AIServiceBackend default/mantle.
 */
final class DefaultMantleBackend {
  static final Backend BACKEND = new Backend(
      // credentials.yaml:305
      "default/mantle",
      "openai",
      // credentials.yaml:334
      Target.tls("bedrock-mantle.us-east-1.api.aws", 443, "bedrock-mantle.us-east-1.api.aws"),
      // credentials.yaml:325
      new Authorization.SigV4("us-east-1", "bedrock-mantle", new Credentials.DefaultChain()));

  /**
   * credentials.yaml:308
   */
  private static final String PREFIX = "/v1";

  private final String model;

  DefaultMantleBackend(String model) {
    this.model = model;
  }

  /**
   * An attempt at POST /v1/chat/completions.
   */
  Attempt chatCompletions(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiToOpenAi);
  }

  private Outbound openAiToOpenAi(Call call) {
    OpenAiToOpenAi request = OpenAiToOpenAi.translate(call, model);
    return new Outbound(
        PREFIX + "/chat/completions",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        OpenAiRefusals::read);
  }

  /**
   * An attempt at POST /v1/embeddings.
   */
  Attempt embeddings(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiEmbeddingsToOpenAi);
  }

  private Outbound openAiEmbeddingsToOpenAi(Call call) {
    OpenAiToOpenAi request = OpenAiToOpenAi.translate(call, model);
    return new Outbound(
        PREFIX + "/embeddings",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        OpenAiRefusals::read);
  }
}
