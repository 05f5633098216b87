// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.translate.OpenAiRefusals;
import routec.runtime.translate.OpenAiToOpenAi;

/**
 * Calls to AIServiceBackend default/relay.
 */
final class DefaultRelayBackend {
  static final Backend BACKEND = new Backend(
      // hostile.yaml:39
      "default/relay",
      "openai",
      // hostile.yaml:57
      Target.plain("127.0.0.1", 8080),
      new Authorization.None());

  /**
   * hostile.yaml:43
   */
  private static final String PREFIX = "/v1";

  private final String model;

  DefaultRelayBackend(String model) {
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
