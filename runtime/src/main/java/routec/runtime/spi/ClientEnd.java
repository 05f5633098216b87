package routec.runtime.spi;

import java.io.IOException;
import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * Where a call's reply goes. Either one {@link #reply} or one {@link #begin}, writes and {@link
 * #end}; who calls it owns the commitment.
 */
public interface ClientEnd {
  /**
   * Sends a complete reply.
   *
   * @throws IOException if the client has left, or did not take it in time
   */
  void reply(int status, List<Header> headers, Slice body) throws IOException;

  /** Begins a stream of events: from now on an error is an event, not a status. */
  void begin(List<Header> headers) throws IOException;

  /**
   * Sends bytes of the stream at once.
   *
   * @throws IOException if the client has left
   */
  void write(Slice events) throws IOException;

  /** Ends the stream properly. */
  void end() throws IOException;
}
