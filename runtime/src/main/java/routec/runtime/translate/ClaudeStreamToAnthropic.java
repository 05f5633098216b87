package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.AnthropicEvents;
import routec.runtime.dialect.anthropic.ClaudeEvent;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.ReplyHead;

/** Claude's events out of Bedrock's frames, byte for byte, less what Bedrock adds of its own. */
final class ClaudeStreamToAnthropic implements Answer.Stream {
  private static final String METRICS = "amazon-bedrock-invocationMetrics";

  private Usage usage = Usage.NONE;
  private boolean stopped;

  @Override
  public Framing framing() {
    return Framing.EVENT_STREAM;
  }

  @Override
  public void begin(ReplyHead head) {
    // the message's id comes with its first event
  }

  @Override
  public void frame(Frame frame, ByteWriter out) {
    switch (frame.kind()) {
      case EXCEPTION, ERROR ->
          throw BedrockRefusals.frame(frame.type(), frame.message(), frame.payload());
      case EVENT -> {
        if (frame.type().equals("chunk")) {
          event(ClaudeEvent.ofChunk(frame.payload()), out);
        }
      }
    }
  }

  @Override
  public void end(ByteWriter out) {
    if (!stopped) {
      throw ProviderFault.broken("Bedrock ended the stream before the model had finished.");
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private void event(ClaudeEvent event, ByteWriter out) {
    switch (event.type()) {
      case "message_start" -> usage = usage(event.object("message"), usage);
      case "message_delta" -> usage = usage(event);
      case "message_stop" -> stopped = true;
      default -> {} // passes
    }
    boolean metrics = event.members().find(METRICS).isPresent();
    AnthropicEvents.write(event.type(), metrics ? withoutMetrics(event) : event.json(), out);
  }

  private static Slice withoutMetrics(ClaudeEvent event) {
    ByteWriter out = new ByteWriter(event.json().length());
    JsonWriter json = new JsonWriter(out);
    json.beginObject();
    for (int i = 0; i < event.members().size(); i++) {
      if (!event.members().name(i).equals(METRICS)) {
        json.anyName(event.members().name(i)).raw(event.members().value(i));
      }
    }
    json.endObject();
    return out.slice();
  }

  private Usage usage(ClaudeEvent event) {
    return ClaudeUsage.read(event.object("usage"), usage);
  }

  static Usage usage(JsonReader message, Usage before) {
    Usage usage = before;
    message.beginObject();
    while (message.nextMember()) {
      if (message.nameIs("usage") && message.peek() == JsonKind.OBJECT) {
        usage = ClaudeUsage.read(message, usage);
      } else {
        message.skip();
      }
    }
    return usage;
  }
}
