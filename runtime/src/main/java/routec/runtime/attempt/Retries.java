package routec.runtime.attempt;

import java.util.Optional;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Trigger;

/** After which faults another attempt may do better. */
final class Retries {
  private Retries() {}

  /** What a rule says, or the runtime's own choice where it says nothing. */
  static boolean wanted(Retry retry, Fault fault, Optional<ReplyHead> upstream) {
    if (retry.triggers().isEmpty()) {
      return worthwhile(fault);
    }
    int status = status(fault, upstream);
    return retry.triggers().stream().anyMatch(trigger -> fits(trigger, retry, fault, status));
  }

  private static boolean fits(Trigger trigger, Retry retry, Fault fault, int status) {
    boolean silent = status == 0;
    return switch (trigger) {
      case SERVER_ERROR -> silent || status >= 500;
      case GATEWAY_ERROR -> silent || isGatewayError(status);
      case RESET -> silent && fault.kind() != FaultKind.UNAVAILABLE;
      case CONNECT_FAILURE -> silent && fault.kind() == FaultKind.UNAVAILABLE;
      case CONFLICT -> status == 409;
      case STATUS -> retry.statuses().contains(status);
    };
  }

  static boolean isGatewayError(int status) {
    return status >= 502 && status <= 504;
  }

  /** The status of the provider's own refusal; 0 where there was no complete reply. */
  static int status(Fault fault, Optional<ReplyHead> upstream) {
    boolean refusal = fault instanceof ProviderFault && fault.kind() != FaultKind.BAD_REPLY;
    int head = upstream.map(ReplyHead::status).orElse(200);
    if (head < 200 || head > 299) {
      return head;
    }
    return refusal ? fault.status() : 0; // told inside of a stream that had a good head
  }

  /**
   * True for what lies with one backend at this moment: throttling, overload, failure, silence, a
   * broken connection or reply. False for what the request itself brings about everywhere.
   */
  static boolean worthwhile(Fault fault) {
    return switch (fault.kind()) {
      case RATE_LIMITED, BAD_REPLY, UNAVAILABLE, TIMEOUT, INTERNAL -> true;
      case INVALID_REQUEST,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          UNKNOWN_PATH,
          UNKNOWN_MODEL,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE ->
          false;
    };
  }
}
