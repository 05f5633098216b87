package routec.runtime.spi;

/** Sends requests upstream over pooled connections. */
public interface Wire {
  /**
   * Sends a request and waits for the head of the reply.
   *
   * @param firstByteMillis how long to wait for the reply's first byte
   * @param idleMillis how long the body may then be silent
   * @throws routec.runtime.fault.GatewayFault UNAVAILABLE if no connection could be made, TIMEOUT
   *     if no reply came in time
   * @throws routec.runtime.fault.ProviderFault BAD_REPLY if the reply breaks HTTP
   */
  UpstreamReply send(
      UpstreamRequest request, long firstByteMillis, long idleMillis, Cancellation cancellation);
}
