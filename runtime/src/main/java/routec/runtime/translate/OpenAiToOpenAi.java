package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Headers;

/** A request for a backend that speaks the same API: its bytes, with the backend's model name. */
public final class OpenAiToOpenAi {
  private static final Headers HEADERS = Headers.of("content-type", "application/json");

  private final Call call;
  private final Slice body;

  private OpenAiToOpenAi(Call call, Slice body) {
    this.call = call;
    this.body = body;
  }

  /**
   * Translates a call.
   *
   * @param model the model's name at the backend
   */
  public static OpenAiToOpenAi translate(Call call, String model) {
    return new OpenAiToOpenAi(
        call, model.equals(call.model()) ? call.body() : renamed(call, model));
  }

  public Headers headers() {
    return HEADERS;
  }

  public Slice body() {
    return body;
  }

  public List<String> dropped() {
    return List.of();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    if (call.endpoint() == Endpoint.EMBEDDINGS) {
      return new OpenAiRelay(call, "data");
    }
    return call.stream() ? new OpenAiStreamRelay(call) : new OpenAiRelay(call, "choices");
  }

  /** The same bytes but for the model's value, which is a slice of them. */
  static Slice renamed(Call call, String model) {
    Slice value = call.members().find("model").orElse(Slice.EMPTY);
    if (value.isEmpty()) {
      throw RequestFault.invalid("model", "`model` is missing.");
    }
    ByteWriter out = new ByteWriter(call.body().length() + model.length());
    out.put(new Slice(call.body().array(), call.body().start(), value.start()));
    new JsonWriter(out).string(model);
    out.put(new Slice(call.body().array(), value.end(), call.body().end()));
    return out.slice();
  }
}
