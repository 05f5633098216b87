package routec.runtime.dialect.openai;

import java.util.Base64;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** Writes the reply of {@code POST /v1/embeddings}, vector by vector. */
public final class EmbeddingsReply {
  private final ByteWriter out;
  private final JsonWriter json;
  private final boolean base64;
  private int count;

  /**
   * @param base64 whether the client wants each vector as base64 of little-endian 32-bit floats
   * @param size about how many bytes it will have
   */
  public EmbeddingsReply(boolean base64, int size) {
    this.base64 = base64;
    this.out = new ByteWriter(size);
    this.json = new JsonWriter(out);
    json.beginObject().name("object").string("list").name("data").beginArray();
  }

  /**
   * Appends the next vector.
   *
   * @param numbers the JSON array that the provider sent; as numbers they stay as they are
   */
  public void vector(Slice numbers) {
    json.beginObject().name("object").string("embedding").name("index").number(count++);
    json.name("embedding");
    if (base64) {
      json.string(Base64.getEncoder().encodeToString(floats(numbers)));
    } else {
      json.raw(numbers);
    }
    json.endObject();
  }

  /** How many there are so far. */
  public int count() {
    return count;
  }

  /** Ends the reply. */
  public Slice end(String model, long tokens) {
    json.endArray().name("model").string(model).name("usage").beginObject();
    json.name("prompt_tokens").number(tokens).name("total_tokens").number(tokens);
    json.endObject().endObject();
    return out.slice();
  }

  private static byte[] floats(Slice numbers) {
    ByteWriter floats = new ByteWriter(numbers.length() / 2);
    JsonReader reader = JsonReader.ofProvider(numbers);
    reader.beginArray();
    while (reader.nextElement()) {
      int bits = Float.floatToIntBits(Float.parseFloat(reader.number().text()));
      floats.put(bits).put(bits >> 8).put(bits >> 16).put(bits >> 24);
    }
    return floats.bytes();
  }
}
