package routec.runtime.dialect.converse;

import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** Cache points: blocks of their own behind what is to be cached. */
public final class CachePoints {
  private CachePoints() {}

  /** Writes the block for a {@code cache_control} value; its {@code ttl} goes along. */
  public static void write(JsonWriter json, Slice cacheControl) {
    json.beginObject().name("cachePoint").beginObject().name("type").string("default");
    JsonReader control = JsonReader.ofClient(cacheControl);
    if (control.peek() == JsonKind.OBJECT) {
      control.beginObject();
      while (control.nextMember()) {
        if (control.nameIs("ttl") && control.peek() == JsonKind.STRING) {
          json.name("ttl").rawString(control.rawString());
        } else {
          control.skip();
        }
      }
    }
    json.endObject().endObject();
  }
}
