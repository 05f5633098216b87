package routec.runtime.frame;

import routec.runtime.bytes.Slice;

/**
 * One frame of an upstream stream.
 *
 * @param kind event, or one of the two ways in which AWS says that the stream failed
 * @param type the event's type ({@code contentBlockDelta}), the exception's ({@code
 *     throttlingException}) or the error's code; empty for a server-sent event without a name
 * @param message an error frame's own text ({@code :error-message}); else empty
 * @param payload the payload, valid until the next frame is read
 */
public record Frame(Kind kind, String type, String message, Slice payload) {
  /** What {@code :message-type} says. */
  public enum Kind {
    EVENT,
    EXCEPTION,
    ERROR
  }
}
