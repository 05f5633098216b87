package routec.runtime.fault;

import java.util.Optional;

/** The gateway's own trouble: no connection, no credentials, no capacity, no time, or a bug. */
public final class GatewayFault extends Fault {
  private static final long serialVersionUID = 1L;

  private final String detail;
  private final int retryAfterSeconds;

  public GatewayFault(FaultKind kind, String message) {
    this(kind, message, "", -1);
  }

  /**
   * @param detail for the log only; may be empty
   */
  public GatewayFault(FaultKind kind, String message, String detail) {
    this(kind, message, detail, -1);
  }

  /**
   * @param retryAfterSeconds after how long trying again may help; negative where unknown
   */
  public GatewayFault(FaultKind kind, String message, String detail, int retryAfterSeconds) {
    super(kind, message);
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  @Override
  public Optional<String> detail() {
    return detail.isEmpty() ? Optional.empty() : Optional.of(detail);
  }

  @Override
  public Optional<Integer> retryAfterSeconds() {
    return retryAfterSeconds < 0 ? Optional.empty() : Optional.of(retryAfterSeconds);
  }
}
