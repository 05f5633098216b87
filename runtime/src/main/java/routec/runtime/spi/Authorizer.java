package routec.runtime.spi;

/** Puts a provider's credentials on a request: the last thing before the wire. */
public interface Authorizer {
  /**
   * The request with the headers that authorize it.
   *
   * @throws routec.runtime.fault.GatewayFault if there are no credentials to be had
   */
  UpstreamRequest authorize(Authorization how, UpstreamRequest request);

  /**
   * Told of a refusal, so that expired credentials are fetched again and a wrong clock is learned.
   *
   * @return whether trying the same attempt once more makes sense
   */
  boolean refused(Authorization how, ReplyHead head, String errorType);
}
