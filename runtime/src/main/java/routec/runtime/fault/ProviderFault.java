package routec.runtime.fault;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the provider answered instead of a result: its own refusal, or a reply that is broken. */
public final class ProviderFault extends Fault {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String requestId;
  private final String detail;
  private final int retryAfterSeconds;
  private final boolean permanent;
  private final String original;

  private ProviderFault(
      FaultKind kind,
      int status,
      String message,
      String type,
      String requestId,
      String detail,
      int retryAfterSeconds,
      boolean permanent,
      String original) {
    super(kind, message);
    this.status = status;
    this.type = type;
    this.requestId = requestId;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
    this.permanent = permanent;
    this.original = original;
  }

  /**
   * The provider's refusal.
   *
   * @param status the HTTP status for the client, normally that of the kind
   * @param type the provider's own error type, such as {@code ThrottlingException}; may be empty
   * @param requestId the provider's id of the request; empty where it sent none
   */
  public static ProviderFault refusal(
      FaultKind kind, int status, String message, String type, String requestId) {
    boolean permanent = status < 500 && status != 429 && status != 408 && status != 409;
    return new ProviderFault(kind, status, message, type, requestId, "", -1, permanent, "");
  }

  /** A reply that breaks its protocol: cut, garbled or without what it must have. */
  public static ProviderFault broken(String message) {
    return new ProviderFault(
        FaultKind.BAD_REPLY, FaultKind.BAD_REPLY.status(), message, "", "", "", -1, false, "");
  }

  /** The same fault with the provider's request id, where it has none yet. */
  public ProviderFault withRequestId(String id) {
    return requestId.isEmpty() && !id.isEmpty()
        ? new ProviderFault(
            kind(), status, message(), type, id, detail, retryAfterSeconds, permanent, original)
        : this;
  }

  /** The same fault with a detail for the log. */
  public ProviderFault withDetail(String text) {
    return new ProviderFault(
        kind(), status, message(), type, requestId, text, retryAfterSeconds, permanent, original);
  }

  public ProviderFault withRetryAfter(int seconds) {
    return new ProviderFault(
        kind(), status, message(), type, requestId, detail, seconds, permanent, original);
  }

  /** The same fault, said to be useless (or not) to try again. */
  public ProviderFault withPermanent(boolean value) {
    return new ProviderFault(
        kind(), status, message(), type, requestId, detail, retryAfterSeconds, value, original);
  }

  /**
   * The same fault with the provider's own error body, where provider and client speak one dialect,
   * so that the client gets it as it stands.
   *
   * @param json a JSON object without line breaks
   */
  public ProviderFault withOriginal(String json) {
    return new ProviderFault(
        kind(), status, message(), type, requestId, detail, retryAfterSeconds, permanent, json);
  }

  /** The same fault with all that the provider said in other words. */
  public ProviderFault reworded(UnaryOperator<String> words) {
    return new ProviderFault(
        kind(),
        status,
        words.apply(message()),
        words.apply(type),
        requestId,
        words.apply(detail),
        retryAfterSeconds,
        permanent,
        words.apply(original));
  }

  /** The provider's own error body in the client's dialect. */
  public Optional<String> original() {
    return original.isEmpty() ? Optional.empty() : Optional.of(original);
  }

  @Override
  public int status() {
    return status;
  }

  /** The provider's own error type; empty where it named none. */
  public String type() {
    return type;
  }

  /** The provider's id of the request; empty where it sent none. */
  public String requestId() {
    return requestId;
  }

  @Override
  public Optional<String> detail() {
    return detail.isEmpty() ? Optional.empty() : Optional.of(detail);
  }

  @Override
  public Optional<Integer> retryAfterSeconds() {
    return retryAfterSeconds < 0 ? Optional.empty() : Optional.of(retryAfterSeconds);
  }

  @Override
  public boolean permanent() {
    return permanent;
  }
}
