package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.openai.ChatUsage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** A stream of the same API event by event; one that ends without {@code [DONE]} is cut. */
final class OpenAiStreamRelay implements Answer.Stream {
  private final Call call;
  private Usage usage = Usage.NONE;
  private boolean done;

  OpenAiStreamRelay(Call call) {
    this.call = call;
  }

  @Override
  public Framing framing() {
    return Framing.SERVER_SENT_EVENTS;
  }

  @Override
  public void begin(ReplyHead head) {
    String type = head.headers().first("content-type").orElse("");
    if (!type.startsWith("text/event-stream")) {
      throw ProviderFault.broken("The backend's reply is no stream of events.");
    }
  }

  @Override
  public void frame(Frame frame, ByteWriter out) {
    Slice payload = frame.payload();
    if (done || payload.isEmpty()) {
      return;
    }
    if (payload.is("[DONE]")) {
      done = true;
      return; // sent by end(), once the stream has ended properly
    }
    JsonMembers members = JsonMembers.read(payload, JsonOrigin.PROVIDER);
    if (members.find("error").filter(value -> !value.is("null")).isPresent()) {
      throw OpenAiRefusals.event(payload);
    }
    members
        .find("usage")
        .filter(value -> JsonReader.ofProvider(value).peek() == JsonKind.OBJECT)
        .ifPresent(value -> usage = ChatUsage.read(value));
    out.ascii("data: ");
    lines(OpenAiRelay.withModel(payload, members, call.model()), out);
    out.put('\n');
  }

  @Override
  public void end(ByteWriter out) {
    if (!done) {
      throw ProviderFault.broken("The backend ended the stream before the model had finished.");
    }
    out.ascii("data: [DONE]\n\n");
  }

  @Override
  public Usage usage() {
    return usage;
  }

  /** An event of several lines had a {@code data:} before each. */
  private static void lines(Slice payload, ByteWriter out) {
    for (int i = payload.start(); i < payload.end(); i++) {
      byte b = payload.array()[i];
      out.put(b);
      if (b == '\n') {
        out.ascii("data: ");
      }
    }
    out.put('\n');
  }
}
