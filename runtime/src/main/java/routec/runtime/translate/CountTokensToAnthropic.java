package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.ReplyHead;

/** CountTokens' reply as Anthropic says it; counting itself uses no tokens. */
final class CountTokensToAnthropic implements Answer.Whole {
  @Override
  public Answered complete(ReplyHead head, Slice body) {
    if (body.isEmpty() || JsonReader.ofProvider(body).peek() != JsonKind.OBJECT) {
      throw BedrockRefusals.lacks("count", head, body);
    }
    Slice tokens =
        JsonMembers.read(body, JsonOrigin.PROVIDER)
            .find("inputTokens")
            .orElseThrow(() -> BedrockRefusals.lacks("count", head, body));
    ByteWriter out = new ByteWriter(32);
    new JsonWriter(out)
        .beginObject()
        .name("input_tokens")
        .number(JsonReader.ofProvider(tokens).integer())
        .endObject();
    return new Answered(out.slice(), Usage.NONE);
  }
}
