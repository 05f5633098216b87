package routec.runtime.spi;

/** Puts a provider's credentials on a request: the last thing before the wire. */
public interface Authorizer {
  /**
   * The request with the headers that authorize it.
   *
   * @param client the client's headers, which may hold the caller's own credentials
   * @throws routec.runtime.fault.GatewayFault if there are no credentials to be had
   * @throws routec.runtime.fault.RequestFault if the caller had to bring some and did not
   */
  UpstreamRequest authorize(Authorization how, UpstreamRequest request, Headers client);

  /**
   * Told of a refusal, so that expired credentials are fetched again and a wrong clock is learned.
   *
   * @param sent the request that was refused, with its authorization
   * @return whether trying the same attempt once more makes sense
   */
  boolean refused(Authorization how, UpstreamRequest sent, ReplyHead head, String errorType);
}
