package routec.runtime.dialect.converse;

import routec.runtime.chat.Usage;
import routec.runtime.json.JsonReader;

/** Reads Converse's {@code usage}; its {@code inputTokens} leave cached tokens out. */
public final class ConverseUsage {
  private ConverseUsage() {}

  /**
   * @param inputCountsCache whether this model's input tokens count cached ones all the same
   */
  public static Usage read(JsonReader json, boolean inputCountsCache) {
    long input = 0;
    long output = 0;
    long cacheRead = 0;
    long cacheWrite = 0;
    long total = 0;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "inputTokens" -> input = count(json);
        case "outputTokens" -> output = count(json);
        case "cacheReadInputTokens" -> cacheRead = count(json);
        case "cacheWriteInputTokens" -> cacheWrite = count(json);
        case "totalTokens" -> total = count(json);
        default -> json.skip();
      }
    }
    boolean totalled = total > 0 && total == input + output; // so cached ones are in the input
    long fresh = inputCountsCache || totalled ? Math.max(0, input - cacheRead - cacheWrite) : input;
    return new Usage(fresh, output, cacheRead, cacheWrite, 0);
  }

  private static long count(JsonReader json) {
    return json.skipNull() ? 0 : json.integer();
  }
}
