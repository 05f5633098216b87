// Written by routec from the manifests: change those instead.
package routec.generated;

import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.translate.AnthropicRefusals;
import routec.runtime.translate.AnthropicToAnthropic;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToAnthropic;

/**
 * Calls to AIServiceBackend default/anthropic.
 */
final class DefaultAnthropicBackend {
  static final Backend BACKEND = new Backend(
      // vendors.yaml:43
      "default/anthropic",
      "anthropic",
      // vendors.yaml:80
      Target.tls("api.anthropic.com", 443, "api.anthropic.com"),
      // vendors.yaml:64
      new Authorization.ApiKey("x-api-key", "", "default/anthropic-key", "apiKey"));

  /**
   * vendors.yaml:46
   */
  private static final String PREFIX = "/v1";

  private final String model;

  private final ModelTraits traits;

  DefaultAnthropicBackend(String model, ModelTraits traits) {
    this.model = model;
    this.traits = traits;
  }

  /**
   * An attempt at POST /v1/chat/completions.
   */
  Attempt chatCompletions(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::openAiToAnthropic);
  }

  private Outbound openAiToAnthropic(Call call) {
    OpenAiToAnthropic request = OpenAiToAnthropic.translate(call, model, traits);
    return new Outbound(
        PREFIX + "/messages",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        AnthropicRefusals::read);
  }

  /**
   * An attempt at POST /anthropic/v1/messages.
   */
  Attempt messages(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::anthropicToAnthropic);
  }

  private Outbound anthropicToAnthropic(Call call) {
    AnthropicToAnthropic request = AnthropicToAnthropic.translate(call, model);
    return new Outbound(
        PREFIX + "/messages",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        AnthropicRefusals::read);
  }

  /**
   * An attempt at POST /anthropic/v1/messages/count_tokens.
   */
  Attempt countTokens(int priority, int weight) {
    return new Attempt(BACKEND, priority, weight, this::anthropicCountToAnthropic);
  }

  private Outbound anthropicCountToAnthropic(Call call) {
    AnthropicToAnthropic request = AnthropicToAnthropic.translate(call, model);
    return new Outbound(
        PREFIX + "/messages/count_tokens",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        AnthropicRefusals::read);
  }
}
