package routec.runtime.spi;

/** Sends requests upstream over pooled connections. */
public interface Wire {
  /**
   * Sends a request and waits for the head of the reply.
   *
   * @param patience how long to wait for the reply
   * @throws routec.runtime.fault.GatewayFault UNAVAILABLE if no connection could be made, TIMEOUT
   *     if no reply came in time
   * @throws routec.runtime.fault.ProviderFault BAD_REPLY if the reply breaks HTTP
   */
  UpstreamReply send(UpstreamRequest request, Patience patience, Cancellation cancellation);
}
