package routec.runtime.dialect.anthropic;

import java.time.Instant;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonWriter;

/** {@code GET /anthropic/v1/models}, page by page, and {@code GET /anthropic/v1/models/ID}. */
public final class AnthropicModels {
  private static final List<String> UNKNOWN =
      List.of(
          "deprecated_at", "retires_at", "line", "max_input_tokens", "max_tokens", "capabilities");

  private AnthropicModels() {}

  /**
   * One model.
   *
   * @param created seconds since 1970
   */
  public record Model(String id, long created) {}

  /** One page. */
  public static Slice page(List<Model> models, boolean hasMore) {
    ByteWriter out = new ByteWriter(128 + models.size() * 128);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("data").beginArray();
    models.forEach(model -> write(model, json));
    json.endArray().name("has_more").bool(hasMore);
    json.name("first_id");
    if (models.isEmpty()) {
      json.nul().name("last_id").nul();
    } else {
      json.string(models.getFirst().id()).name("last_id").string(models.getLast().id());
    }
    json.endObject();
    return out.slice();
  }

  /** One of them. */
  public static Slice one(Model model) {
    ByteWriter out = new ByteWriter(128);
    write(model, new JsonWriter(out));
    return out.slice();
  }

  private static void write(Model model, JsonWriter json) {
    json.beginObject().name("type").string("model").name("id").string(model.id());
    json.name("display_name").string(model.id());
    json.name("created_at").string(Instant.ofEpochSecond(model.created()).toString());
    // Required by clients' types: what a gateway lists can be called; what it can't know is null.
    json.name("lifecycle").string("active");
    for (String unknown : UNKNOWN) {
      json.name(unknown).nul();
    }
    json.endObject();
  }
}
