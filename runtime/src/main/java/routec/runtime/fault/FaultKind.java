package routec.runtime.fault;

/** Every way in which a call can fail, with the HTTP status that the client gets. */
public enum FaultKind {
  /** The request is malformed or asks for what the backend can't express. */
  INVALID_REQUEST(400),
  /** No or refused credentials, the caller's or the gateway's own. */
  UNAUTHENTICATED(401),
  /** Credentials that may not do this. */
  PERMISSION_DENIED(403),
  /** No endpoint at this path. */
  UNKNOWN_PATH(404),
  /** No route for this model, or a model that the provider doesn't know. */
  UNKNOWN_MODEL(404),
  METHOD_NOT_ALLOWED(405),
  /** The client took too long to send its request. */
  REQUEST_TIMEOUT(408),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  /** Throttled by the provider, by a quota or by a limit of ours. */
  RATE_LIMITED(429),
  INTERNAL(500),
  /** The provider's reply is broken, cut or no reply that its protocol allows. */
  BAD_REPLY(502),
  /** Nobody can serve the call now; trying later may help. */
  UNAVAILABLE(503),
  /** The provider took too long. */
  TIMEOUT(504);

  private final int status;

  FaultKind(int status) {
    this.status = status;
  }

  /** The HTTP status for the client. */
  public int status() {
    return status;
  }
}
