package routec.runtime.dialect.openai;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonWriter;

/** {@code GET /v1/models} and {@code GET /v1/models/ID}. */
public final class OpenAiModels {
  private OpenAiModels() {}

  /**
   * One model.
   *
   * @param created seconds since 1970
   */
  public record Model(String id, String ownedBy, long created) {}

  /** The list. */
  public static Slice list(List<Model> models) {
    ByteWriter out = new ByteWriter(128 + models.size() * 128);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("object").string("list").name("data").beginArray();
    models.forEach(model -> write(model, json));
    json.endArray().endObject();
    return out.slice();
  }

  /** One of them. */
  public static Slice one(Model model) {
    ByteWriter out = new ByteWriter(128);
    write(model, new JsonWriter(out));
    return out.slice();
  }

  private static void write(Model model, JsonWriter json) {
    json.beginObject().name("id").string(model.id()).name("object").string("model");
    json.name("created").number(model.created()).name("owned_by").string(model.ownedBy());
    json.endObject();
  }
}
