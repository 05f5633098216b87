package routec.runtime.dialect.openai;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;

/** Reads the {@code usage} of a chat completion; its prompt tokens count cached ones. */
public final class ChatUsage {
  private ChatUsage() {}

  /** The counts of a usage value; none where it is not an object. */
  public static Usage read(Slice value) {
    JsonReader json = JsonReader.ofProvider(value);
    if (json.peek() != JsonKind.OBJECT) {
      return Usage.NONE;
    }
    long prompt = 0;
    long output = 0;
    long cached = 0;
    long reasoning = 0;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "prompt_tokens" -> prompt = count(json);
        case "completion_tokens" -> output = count(json);
        case "prompt_tokens_details" -> cached = detail(json, "cached_tokens");
        case "completion_tokens_details" -> reasoning = detail(json, "reasoning_tokens");
        default -> json.skip();
      }
    }
    return new Usage(Math.max(0, prompt - cached), output, cached, 0, reasoning);
  }

  private static long detail(JsonReader json, String name) {
    if (json.peek() != JsonKind.OBJECT) {
      json.skip();
      return 0;
    }
    long value = 0;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(name)) {
        value = count(json);
      } else {
        json.skip();
      }
    }
    return value;
  }

  private static long count(JsonReader json) {
    return json.skipNull() ? 0 : json.integer();
  }
}
