package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.ReplyHead;

/** A message of the same API as it stands. */
final class AnthropicRelay implements Answer.Whole {
  @Override
  public Answered complete(ReplyHead head, Slice body) {
    JsonMembers members = object(body);
    if (members.find("content").isEmpty()) {
      throw ProviderFault.broken("The backend's reply is no message.");
    }
    Usage usage =
        members
            .find("usage")
            .map(JsonReader::ofProvider)
            .filter(value -> value.peek() == JsonKind.OBJECT)
            .map(value -> ClaudeUsage.read(value, Usage.NONE))
            .orElse(Usage.NONE);
    return new Answered(body, usage);
  }

  /** A reply's members. */
  static JsonMembers object(Slice body) {
    if (body.isEmpty() || JsonReader.ofProvider(body).peek() != JsonKind.OBJECT) {
      throw ProviderFault.broken("The backend's reply is no message.");
    }
    return JsonMembers.read(body, JsonOrigin.PROVIDER);
  }
}
