package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.AnthropicEvents;
import routec.runtime.dialect.anthropic.ClaudeEvent;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.spi.Answer;
import routec.runtime.spi.ReplyHead;

/** A stream of the same API event by event; one that ends without {@code message_stop} is cut. */
final class AnthropicStreamRelay implements Answer.Stream {
  private Usage usage = Usage.NONE;
  private boolean stopped;

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
    if (stopped || frame.payload().isEmpty()) {
      return;
    }
    ClaudeEvent event = ClaudeEvent.of(frame.payload());
    switch (event.type()) {
      case "message_start" -> usage = ClaudeStreamToAnthropic.usage(event.object("message"), usage);
      case "message_delta" -> usage = ClaudeUsage.read(event.object("usage"), usage);
      case "message_stop" -> stopped = true;
      default -> {} // passes
    }
    AnthropicEvents.write(event.type(), event.json(), out);
  }

  @Override
  public void end(ByteWriter out) {
    if (!stopped) {
      throw ProviderFault.broken("The backend ended the stream before the model had finished.");
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }
}
