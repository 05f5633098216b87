package routec.runtime.spi;

import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;

/**
 * Sees one call from its first byte to its last, for metrics and the access log. Made afresh for
 * every call; methods are called in order by one thread at a time.
 */
public interface Observer {
  /** A route was found. */
  void routed(Route route, Call call);

  /** An attempt begins. */
  void attempt(Backend backend);

  /** The provider answered an attempt. */
  void answered(ReplyHead head);

  /** An attempt failed, and another one follows. */
  default void retrying(Fault fault) {}

  /** The first byte went to the client. */
  void firstByte();

  /** A call failed; after the first byte the status stays what it was. */
  void failed(Fault fault);

  /** The client left before the end. */
  void abandoned();

  /** The call is over: last call of all. */
  void finished(int status, Usage usage, long bytesIn, long bytesOut);
}
