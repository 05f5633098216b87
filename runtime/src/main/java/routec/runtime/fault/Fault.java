package routec.runtime.fault;

import java.util.Optional;

/**
 * Why a call fails: thrown where it is found, rendered once in the client's dialect.
 *
 * <p>The message is for the client: one sentence that never holds credentials, hosts of ours or
 * request content beyond the name of the offending field. Details for operators go to {@link
 * #detail()}, which only logs show. No stack trace is recorded: faults are answers, not bugs.
 */
public abstract sealed class Fault extends RuntimeException
    permits RequestFault, ProviderFault, GatewayFault {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;

  Fault(FaultKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public final FaultKind kind() {
    return kind;
  }

  /** The message for the client. */
  public final String message() {
    return String.valueOf(getMessage());
  }

  /** The HTTP status for the client. */
  public int status() {
    return kind.status();
  }

  /** The request's field at fault, in the client's own spelling ({@code messages[1].content}). */
  public Optional<String> param() {
    return Optional.empty();
  }

  /** A word of the client's dialect that its SDKs act on, where there is one. */
  public Optional<String> code() {
    return Optional.empty();
  }

  /** What an operator should know and a client should not; for the log only. */
  public Optional<String> detail() {
    return Optional.empty();
  }

  /** After how many seconds trying again may help. */
  public Optional<Integer> retryAfterSeconds() {
    return Optional.empty();
  }

  /** Whether the very same request can't succeed later, so that SDKs should not send it again. */
  public boolean permanent() {
    return kind.status() < 500
        && kind != FaultKind.RATE_LIMITED
        && kind != FaultKind.REQUEST_TIMEOUT;
  }
}
