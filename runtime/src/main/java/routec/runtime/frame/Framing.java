package routec.runtime.frame;

import java.io.InputStream;

/** How an upstream stream is cut into frames. */
public enum Framing {
  /** {@code application/vnd.amazon.eventstream}. */
  EVENT_STREAM {
    @Override
    public FrameReader reader(InputStream in) {
      return new EventStreamReader(in);
    }
  },
  /** {@code text/event-stream}. */
  SERVER_SENT_EVENTS {
    @Override
    public FrameReader reader(InputStream in) {
      return new ServerSentEventReader(in);
    }
  };

  public abstract FrameReader reader(InputStream in);
}
