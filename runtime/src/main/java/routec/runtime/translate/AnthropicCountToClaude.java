package routec.runtime.translate;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/** A count_tokens request as CountTokens of the InvokeModel body that it is about, in base64. */
public final class AnthropicCountToClaude {
  private final AnthropicToClaude counted;
  private final ByteWriter out;

  private AnthropicCountToClaude(AnthropicToClaude counted) {
    this.counted = counted;
    this.out = new ByteWriter(counted.body().length() * 4 / 3 + 64);
  }

  /** Translates a call; the arguments are those of {@link AnthropicToClaude}. */
  public static AnthropicCountToClaude translate(Call call, ModelTraits traits, String version) {
    AnthropicCountToClaude request =
        new AnthropicCountToClaude(
            AnthropicToClaude.translate(CountedCall.of(call), traits, version));
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
    Slice body = counted.body();
    ByteBuffer base64 =
        Base64.getEncoder().encode(ByteBuffer.wrap(body.array(), body.start(), body.length()));
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("input").beginObject().name("invokeModel").beginObject();
    json.name("body").rawString(new Slice(base64.array(), 0, base64.limit()));
    json.endObject().endObject().endObject();
  }
}
