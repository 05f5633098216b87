package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/** A count_tokens request as CountTokens of the Converse request that it is about. */
public final class AnthropicCountToConverse {
  /** What CountTokens takes of a Converse request: what has tokens. */
  private static final List<String> COUNTED =
      List.of("messages", "system", "toolConfig", "additionalModelRequestFields");

  private final AnthropicToConverse counted;
  private final ByteWriter out;

  private AnthropicCountToConverse(AnthropicToConverse counted) {
    this.counted = counted;
    this.out = new ByteWriter(counted.body().length() + 32);
  }

  /**
   * Translates a call.
   *
   * @throws routec.runtime.fault.RequestFault if Converse or the model can't express it
   */
  public static AnthropicCountToConverse translate(Call call, ModelTraits traits) {
    AnthropicCountToConverse request =
        new AnthropicCountToConverse(AnthropicToConverse.translate(CountedCall.of(call), traits));
    request.write();
    return request;
  }

  public Headers headers() {
    return BedrockHeaders.JSON;
  }

  public Slice body() {
    return out.slice();
  }

  public List<String> dropped() {
    return counted.dropped();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    return new CountTokensToAnthropic();
  }

  private void write() {
    JsonMembers converse = JsonMembers.read(counted.body(), JsonOrigin.CLIENT);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("input").beginObject().name("converse").beginObject();
    for (String name : COUNTED) {
      converse.find(name).ifPresent(value -> json.name(name).raw(value));
    }
    json.endObject().endObject().endObject();
  }
}
