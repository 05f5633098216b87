package routec.runtime.dialect.anthropic;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;

/** Writes server-sent events as the Anthropic API does: SDKs dispatch by the event's name. */
public final class AnthropicEvents {
  private AnthropicEvents() {}

  /**
   * Appends one event.
   *
   * @param type the JSON's own {@code type}; one that can't be an event's name is not sent
   * @param json an object
   */
  public static void write(String type, Slice json, ByteWriter out) {
    if (!isName(type)) {
      return;
    }
    out.ascii("event: ").ascii(type).ascii("\ndata: ");
    int plain = json.start();
    for (int i = plain; i < json.end(); i++) {
      byte b = json.array()[i];
      if (b == '\n' || b == '\r') { // between tokens: strings have none
        out.put(json.array(), plain, i).put(' ');
        plain = i + 1;
      }
    }
    out.put(json.array(), plain, json.end()).ascii("\n\n");
  }

  private static boolean isName(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !type.isEmpty();
  }
}
