package routec.runtime.json;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;

/**
 * Writes compact JSON from front to back; commas come by themselves.
 *
 * <p>It does not check that begins and ends match: translators are straight lines and their goldens
 * show it.
 */
public final class JsonWriter {
  private final ByteWriter out;
  private boolean comma;

  public JsonWriter(ByteWriter out) {
    this.out = out;
  }

  /** The bytes underneath, for splices that are JSON already. */
  public ByteWriter out() {
    return out;
  }

  public JsonWriter beginObject() {
    separate();
    out.put('{');
    comma = false;
    return this;
  }

  public JsonWriter endObject() {
    out.put('}');
    comma = true;
    return this;
  }

  public JsonWriter beginArray() {
    separate();
    out.put('[');
    comma = false;
    return this;
  }

  public JsonWriter endArray() {
    out.put(']');
    comma = true;
    return this;
  }

  /** A member's name that needs no escapes: a constant of a dialect. */
  public JsonWriter name(String ascii) {
    separate();
    out.put('"').ascii(ascii).put('"').put(':');
    comma = false;
    return this;
  }

  /** A member's name that may be anything: one of a client's. */
  public JsonWriter anyName(String text) {
    string(text);
    out.put(':');
    comma = false;
    return this;
  }

  public JsonWriter string(String text) {
    return utf8(Slice.utf8(text));
  }

  /** A string of UTF-8 bytes, escaped as needed. */
  public JsonWriter utf8(Slice text) {
    separate();
    out.put('"');
    JsonText.escape(text, out);
    out.put('"');
    comma = true;
    return this;
  }

  /** A string whose body is escaped already: what {@link JsonReader#rawString} returned. */
  public JsonWriter rawString(Slice body) {
    separate();
    out.put('"').put(body).put('"');
    comma = true;
    return this;
  }

  /** A whole value that is JSON already. */
  public JsonWriter raw(Slice json) {
    separate();
    out.put(json);
    comma = true;
    return this;
  }

  /** A whole value that is JSON already, ASCII. */
  public JsonWriter raw(String json) {
    separate();
    out.ascii(json);
    comma = true;
    return this;
  }

  public JsonWriter number(long value) {
    separate();
    out.decimal(value);
    comma = true;
    return this;
  }

  public JsonWriter bool(boolean value) {
    return raw(value ? "true" : "false");
  }

  public JsonWriter nul() {
    return raw("null");
  }

  /** Forgets that anything was written, after its bytes were cleared. */
  public void restart() {
    comma = false;
  }

  private void separate() {
    if (comma) {
      out.put(',');
    }
  }
}
