package routec.runtime.spi;

import java.io.IOException;
import java.io.InputStream;

/** A provider's reply whose body is still on the wire; closing it early gives up the connection. */
public interface UpstreamReply extends AutoCloseable {
  ReplyHead head();

  /**
   * The body without its framing. Ends with an {@link IOException} where the connection is cut
   * before the body's declared end, or is silent for too long ({@link
   * java.net.SocketTimeoutException}).
   */
  InputStream body();

  @Override
  void close();
}
