package routec.runtime.fault;

import java.util.Optional;

/** The caller's mistake: found by the gateway before anything is sent upstream. */
public final class RequestFault extends Fault {
  private static final long serialVersionUID = 1L;

  private final String param;
  private final String code;

  public RequestFault(FaultKind kind, String message) {
    this(kind, message, "");
  }

  /**
   * @param param the request's field at fault in the client's spelling; empty where none is
   */
  public RequestFault(FaultKind kind, String message, String param) {
    this(kind, message, param, "");
  }

  private RequestFault(FaultKind kind, String message, String param, String code) {
    super(kind, message);
    this.param = param;
    this.code = code;
  }

  /** A 400 for a field. */
  public static RequestFault invalid(String param, String message) {
    return new RequestFault(FaultKind.INVALID_REQUEST, message, param);
  }

  /** The same with a word that SDKs act on. */
  public RequestFault withCode(String word) {
    return new RequestFault(kind(), message(), param, word);
  }

  @Override
  public Optional<String> code() {
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  @Override
  public Optional<String> param() {
    return param.isEmpty() ? Optional.empty() : Optional.of(param);
  }
}
