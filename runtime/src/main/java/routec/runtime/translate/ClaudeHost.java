package routec.runtime.translate;

import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.ClaudeEvent;
import routec.runtime.fault.Fault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.spi.ReplyHead;

/** Who hosts a Claude, and so how its replies come. */
enum ClaudeHost {
  /** Bedrock's InvokeModel. */
  BEDROCK("Bedrock", Framing.EVENT_STREAM) {
    @Override
    void begin(ReplyHead head) {
      // the framing itself shows what is no stream
    }

    @Override
    Optional<ClaudeEvent> event(Frame frame) {
      return switch (frame.kind()) {
        case EXCEPTION, ERROR ->
            throw BedrockRefusals.frame(frame.type(), frame.message(), frame.payload());
        case EVENT ->
            frame.type().equals("chunk")
                ? Optional.of(ClaudeEvent.ofChunk(frame.payload()))
                : Optional.empty();
      };
    }

    @Override
    Fault notAMessage(ReplyHead head, Slice body) {
      return BedrockRefusals.notAMessage(head, body);
    }
  },
  /** Anthropic's own API. */
  ANTHROPIC("The backend", Framing.SERVER_SENT_EVENTS) {
    @Override
    void begin(ReplyHead head) {
      String type = head.headers().first("content-type").orElse("");
      if (!type.startsWith("text/event-stream")) {
        throw ProviderFault.broken("The backend's reply is no stream of events.");
      }
    }

    @Override
    Optional<ClaudeEvent> event(Frame frame) {
      return frame.payload().isEmpty()
          ? Optional.empty()
          : Optional.of(ClaudeEvent.of(frame.payload()));
    }

    @Override
    Fault notAMessage(ReplyHead head, Slice body) {
      return ProviderFault.broken("The backend's reply holds no message.")
          .withRequestId(head.requestId());
    }
  };

  private final String shown;
  private final Framing framing;

  ClaudeHost(String shown, Framing framing) {
    this.shown = shown;
    this.framing = framing;
  }

  Framing framing() {
    return framing;
  }

  /** Judges the head of a stream. */
  abstract void begin(ReplyHead head);

  /**
   * The event in a frame, if it holds one.
   *
   * @throws ProviderFault if it says that the stream failed
   */
  abstract Optional<ClaudeEvent> event(Frame frame);

  /** The fault for a 200 without a message. */
  abstract Fault notAMessage(ReplyHead head, Slice body);

  /** The fault for a stream that ends too early. */
  ProviderFault unfinished() {
    return ProviderFault.broken(shown + " ended the stream before the model had finished.");
  }
}
