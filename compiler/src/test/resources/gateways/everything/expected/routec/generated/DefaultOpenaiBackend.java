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
 * Calls to AIServiceBackend default/openai.
 */
final class DefaultOpenaiBackend {
  static final Backend BACKEND = new Backend(
      // everything.yaml:207
      "default/openai",
      "openai",
      // everything.yaml:288
      new Target("10.0.0.7", 8443, Target.Tls.to("llm.internal").trusting("default.configmaps/ca/ca.crt")),
      new Authorization.None());

  /**
   * everything.yaml:211
   */
  private static final String PREFIX = "/v1";

  private final String model;

  DefaultOpenaiBackend(String model) {
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
