package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Headers;

/**
 * A request for a backend that speaks the same API: its bytes, with the backend's model name.
 *
 * <p>Of the client's headers {@code anthropic-version} and {@code anthropic-beta} go along: they
 * say what the body means.
 */
public final class AnthropicToAnthropic {
  /** The version of the API that its SDKs ask for. */
  private static final String VERSION = "2023-06-01";

  /** What a request carries that the gateway makes itself. */
  static final Headers HEADERS =
      Headers.of("content-type", "application/json", "anthropic-version", VERSION);

  private final Call call;
  private final Slice body;

  private AnthropicToAnthropic(Call call, Slice body) {
    this.call = call;
    this.body = body;
  }

  /**
   * Translates a call.
   *
   * @param model the model's name at the backend
   */
  public static AnthropicToAnthropic translate(Call call, String model) {
    return new AnthropicToAnthropic(
        call, model.equals(call.model()) ? call.body() : OpenAiToOpenAi.renamed(call, model));
  }

  public Headers headers() {
    List<String> headers = new ArrayList<>();
    headers.add("content-type");
    headers.add("application/json");
    headers.add("anthropic-version");
    headers.add(call.headers().first("anthropic-version").orElse(VERSION));
    List<String> betas = call.headers().all("anthropic-beta");
    if (!betas.isEmpty()) {
      headers.add("anthropic-beta");
      headers.add(String.join(",", betas));
    }
    return Headers.of(headers.toArray(String[]::new));
  }

  public Slice body() {
    return body;
  }

  public List<String> dropped() {
    return List.of();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    if (call.endpoint() == Endpoint.COUNT_TOKENS) {
      return new AnthropicCountRelay();
    }
    return call.stream() ? new AnthropicStreamRelay() : new AnthropicRelay();
  }
}
