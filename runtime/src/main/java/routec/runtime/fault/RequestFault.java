package routec.runtime.fault;

import java.util.Optional;

/** The caller's mistake: found by the gateway before anything is sent upstream. */
public final class RequestFault extends Fault {
  private static final long serialVersionUID = 1L;

  private final String param;

  public RequestFault(FaultKind kind, String message) {
    this(kind, message, "");
  }

  /**
   * @param param the request's field at fault in the client's spelling; empty where none is
   */
  public RequestFault(FaultKind kind, String message, String param) {
    super(kind, message);
    this.param = param;
  }

  /** A 400 for a field. */
  public static RequestFault invalid(String param, String message) {
    return new RequestFault(FaultKind.INVALID_REQUEST, message, param);
  }

  @Override
  public Optional<String> param() {
    return param.isEmpty() ? Optional.empty() : Optional.of(param);
  }
}
