package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/**
 * OpenAI's {@code metadata} as Converse's {@code requestMetadata}: at most 16 entries, keys of 1 to
 * 256 and values of at most 256 characters out of {@code [a-zA-Z0-9\s:_@$#=/+,-.]}.
 */
final class RequestMetadata {
  private static final int MOST = 16;
  private static final int LONGEST = 256;

  private RequestMetadata() {}

  static void write(Slice metadata, JsonWriter json, Dropped dropped) {
    Slice entries = entries(metadata, dropped);
    if (!entries.isEmpty()) {
      json.name("requestMetadata").raw(entries);
    }
  }

  /** The entries that fit, as a JSON object of ASCII characters; empty where there are none. */
  static Slice entries(Slice metadata, Dropped dropped) {
    if (metadata.isEmpty()) {
      return Slice.EMPTY;
    }
    Values.object(metadata, "metadata");
    ByteWriter entries = new ByteWriter(metadata.length());
    JsonWriter out = new JsonWriter(entries).beginObject();
    JsonReader reader = Values.reader(metadata);
    int count = 0;
    reader.beginObject();
    while (reader.nextMember()) {
      String key = reader.name();
      if (reader.skipNull()) {
        continue;
      }
      String value = Values.string(reader.value(), "metadata." + key);
      if (count < MOST && !key.isEmpty() && fits(key) && fits(value)) {
        count++;
        out.name(key).string(value);
      } else {
        dropped.add("metadata." + key);
      }
    }
    out.endObject();
    return count == 0 ? Slice.EMPTY : entries.slice();
  }

  private static boolean fits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean good = c < 128 && (Character.isLetterOrDigit(c) || " :_@$#=/+,-.".indexOf(c) >= 0);
      if (!good) {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }
}
