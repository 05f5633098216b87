package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/** A chat completion request for Anthropic's own API: Claude's, in another envelope. */
public final class OpenAiToAnthropic {
  private final OpenAiToClaude claude;

  private OpenAiToAnthropic(OpenAiToClaude claude) {
    this.claude = claude;
  }

  /**
   * Translates a call.
   *
   * @param model the model's name at the backend
   * @param traits what it can do
   * @throws routec.runtime.fault.RequestFault if Claude can't express it
   */
  public static OpenAiToAnthropic translate(Call call, String model, ModelTraits traits) {
    return new OpenAiToAnthropic(
        OpenAiToClaude.translate(call, traits, new ClaudeEnvelope(ClaudeHost.ANTHROPIC, model)));
  }

  public Headers headers() {
    return claude.headers();
  }

  public Slice body() {
    return claude.body();
  }

  public List<String> dropped() {
    return claude.dropped();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    return claude.answer();
  }
}
