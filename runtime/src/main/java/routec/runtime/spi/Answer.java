package routec.runtime.spi;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;

/** How a provider's success is told in the client's dialect; made afresh for every attempt. */
public sealed interface Answer {

  /** An answer in one piece. */
  non-sealed interface Whole extends Answer {
    /**
     * Translates a complete 2xx reply.
     *
     * @throws routec.runtime.fault.ProviderFault if the reply lacks what it must have
     */
    Answered complete(ReplyHead head, Slice body);
  }

  /**
   * An answer in events. It only maps frames; what is sent when, pings and errors belong to the
   * owner of the commitment.
   */
  non-sealed interface Stream extends Answer {
    Framing framing();

    /** Sees the head of the 2xx reply, before the first frame. */
    void begin(ReplyHead head);

    /**
     * Appends what the client gets for one frame, whole events in its dialect; nothing is fine.
     *
     * @throws routec.runtime.fault.ProviderFault if the frame says that the stream failed
     */
    void frame(Frame frame, ByteWriter out);

    /**
     * Appends what closes the stream after the provider's last frame.
     *
     * @throws routec.runtime.fault.ProviderFault if the provider ended without finishing
     */
    void end(ByteWriter out);

    /** The tokens counted so far. */
    Usage usage();
  }
}
