package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.ReplyHead;

/** Claude's reply as it stands: the client speaks its language. Only usage is read on the side. */
final class ClaudeToAnthropic implements Answer.Whole {
  @Override
  public Answered complete(ReplyHead head, Slice body) {
    return new Answered(body, usage(head, body));
  }

  private static Usage usage(ReplyHead head, Slice body) {
    JsonReader json = JsonReader.ofProvider(body);
    if (body.isEmpty() || json.peek() != JsonKind.OBJECT) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    boolean content = false;
    Usage usage = Usage.NONE;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("usage") && json.peek() == JsonKind.OBJECT) {
        usage = ClaudeUsage.read(json, Usage.NONE);
      } else {
        content |= json.nameIs("content") && json.peek() == JsonKind.ARRAY;
        json.skip();
      }
    }
    json.end();
    if (!content) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    return usage;
  }
}
