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

  /**
   * Writes the field.
   *
   * @param user the client's word for its end user, which counts as an entry; may be empty
   */
  static void write(Slice metadata, Slice user, JsonWriter json, Dropped dropped) {
    Slice entries = entries(metadata, user, dropped);
    if (!entries.isEmpty()) {
      json.name("requestMetadata").raw(entries);
    }
  }

  /** The entries that fit, as a JSON object of ASCII characters; empty where there are none. */
  static Slice entries(Slice metadata, Slice user, Dropped dropped) {
    if (metadata.isEmpty() && user.isEmpty()) {
      return Slice.EMPTY;
    }
    ByteWriter entries = new ByteWriter(metadata.length() + user.length() + 16);
    JsonWriter out = new JsonWriter(entries).beginObject();
    int count = 0;
    if (!user.isEmpty()) {
      String name = Values.string(user, "user");
      if (fits(name)) {
        count++;
        out.name("user").string(name);
      } else {
        dropped.add("user");
      }
    }
    count += entries(metadata.isEmpty() ? Slice.utf8("{}") : metadata, count, out, dropped);
    out.endObject();
    return count == 0 ? Slice.EMPTY : entries.slice();
  }

  private static int entries(Slice metadata, int before, JsonWriter out, Dropped dropped) {
    Values.object(metadata, "metadata");
    JsonReader reader = Values.reader(metadata);
    int count = before;
    reader.beginObject();
    while (reader.nextMember()) {
      String key = reader.name();
      if (reader.skipNull()) {
        continue;
      }
      String value = Values.string(reader.value(), "metadata." + key);
      if (key.equals("user") && before > 0) {
        dropped.add("metadata.user");
      } else if (count < MOST && !key.isEmpty() && fits(key) && fits(value)) {
        count++;
        out.name(key).string(value);
      } else {
        dropped.add("metadata." + key);
      }
    }
    return count - before;
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
