package routec.runtime.upstream;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.UpstreamReply;

/** A reply on a pooled connection, which rests again only if the reply was read to its end. */
final class PooledReply implements UpstreamReply {
  private final ReplyHeadReader.Parsed parsed;
  private final ReplyBody body;
  private final Connection connection;
  private final Pool pool;
  private final Cancellation.Registration registration;
  private final AtomicBoolean closed = new AtomicBoolean();

  PooledReply(
      ReplyHeadReader.Parsed parsed,
      ReplyBody body,
      Connection connection,
      Pool pool,
      Cancellation.Registration registration) {
    this.parsed = parsed;
    this.body = body;
    this.connection = connection;
    this.pool = pool;
    this.registration = registration;
  }

  @Override
  public ReplyHead head() {
    return parsed.head();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      registration.close();
      if (reusable()) {
        pool.give(connection);
      } else {
        connection.abort();
      }
      pool.leave();
    }
  }

  /** Bytes beyond the reply would be taken for the next one, so they end the connection. */
  private boolean reusable() {
    return body.complete()
        && !(body instanceof ReplyBody.UntilClose)
        && parsed.persistent()
        && !connection.spoilt()
        && connection.buffered() == 0
        && !closes();
  }

  private boolean closes() {
    for (String value : parsed.head().headers().all("connection")) {
      if (value.regionMatches(true, 0, "keep-alive", 0, 10) && value.length() == 10) {
        continue;
      }
      return true;
    }
    return false;
  }
}
