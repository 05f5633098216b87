package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.openai.ChatUsage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** A reply of the same API as it stands, with the client's spelling of the model. */
final class OpenAiRelay implements Answer.Whole {
  private final Call call;
  private final String result;

  /**
   * @param result the member that a good reply has
   */
  OpenAiRelay(Call call, String result) {
    this.call = call;
    this.result = result;
  }

  @Override
  public Answered complete(ReplyHead head, Slice body) {
    if (body.isEmpty() || JsonReader.ofProvider(body).peek() != JsonKind.OBJECT) {
      throw notWhatWasAsked();
    }
    JsonMembers members = JsonMembers.read(body, JsonOrigin.PROVIDER);
    if (members.find(result).isEmpty()) {
      throw notWhatWasAsked();
    }
    Usage usage = members.find("usage").map(ChatUsage::read).orElse(Usage.NONE);
    return new Answered(withModel(body, members, call.model()), usage);
  }

  private ProviderFault notWhatWasAsked() {
    return ProviderFault.broken("The backend's reply has no `" + result + "`.");
  }

  /** The same bytes but for the model's value. */
  static Slice withModel(Slice body, JsonMembers members, String model) {
    Slice value = members.find("model").orElse(Slice.EMPTY);
    if (value.isEmpty()) {
      return body;
    }
    ByteWriter out = new ByteWriter(body.length() + model.length());
    out.put(new Slice(body.array(), body.start(), value.start()));
    new JsonWriter(out).string(model);
    out.put(new Slice(body.array(), value.end(), body.end()));
    return out.slice();
  }
}
