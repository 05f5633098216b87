package routec.runtime.spi;

import java.util.List;
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
   * An answer in one piece that is put together from the replies to several requests; one that
   * fails fails the whole call.
   */
  non-sealed interface Joined extends Answer {
    /**
     * Translates complete 2xx replies.
     *
     * @param parts in the order of the requests' bodies
     * @throws routec.runtime.fault.ProviderFault if one lacks what it must have
     */
    Answered complete(List<Part> parts);
  }

  /** One reply of several, complete, with the request that it answers. */
  record Part(UpstreamRequest request, ReplyHead head, Slice body) {}

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
