package routec.runtime.dialect.anthropic;

import routec.runtime.chat.Usage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;

/** Reads Claude's {@code usage}; its {@code input_tokens} leave cached tokens out. */
public final class ClaudeUsage {
  private ClaudeUsage() {}

  /**
   * The counts of a usage object, over those known before: a later object says only what changed.
   */
  public static Usage read(JsonReader json, Usage before) {
    long input = before.input();
    long output = before.output();
    long cacheRead = before.cacheRead();
    long cacheWrite = before.cacheWrite();
    long reasoning = before.reasoning();
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "input_tokens" -> input = count(json, input);
        case "output_tokens" -> output = count(json, output);
        case "cache_read_input_tokens" -> cacheRead = count(json, cacheRead);
        case "cache_creation_input_tokens" -> cacheWrite = count(json, cacheWrite);
        case "output_tokens_details" -> reasoning = details(json, reasoning);
        default -> json.skip();
      }
    }
    return new Usage(input, output, cacheRead, cacheWrite, reasoning);
  }

  private static long details(JsonReader json, long before) {
    if (json.peek() != JsonKind.OBJECT) {
      json.skip();
      return before;
    }
    long reasoning = before;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("thinking_tokens")) {
        reasoning = count(json, before);
      } else {
        json.skip();
      }
    }
    return reasoning;
  }

  private static long count(JsonReader json, long before) {
    return json.skipNull() ? before : json.integer();
  }
}
