package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.ReplyHead;

/**
 * Bedrock's refusals as faults: by exception type where AWS names one, else by status.
 *
 * <p>Types and statuses: the service model of bedrock-runtime; what stands on the wire beyond it
 * ({@code ExpiredTokenException}, a namespace before {@code #}, an address after {@code :}) is from
 * recorded calls.
 */
public final class BedrockRefusals {
  private static final String RELAYED = "The model returned the following errors: ";
  private static final int LONGEST_MESSAGE = 4_000;

  private BedrockRefusals() {}

  /** The fault for a reply that is not 2xx. */
  public static Fault read(ReplyHead head, Slice body) {
    Refusal refusal = Refusal.read(body);
    String type = name(head.headers().first("x-amzn-errortype").orElse(refusal.type));
    String message = refusal.message.isBlank() ? "" : unwrap(clip(refusal.message));
    ProviderFault fault = fault(type, head.status(), message).withRequestId(head.requestId());
    return head.retryAfterSeconds().map(fault::withRetryAfter).orElse(fault);
  }

  /**
   * The fault for an exception frame within a stream.
   *
   * @param type the frame's {@code :exception-type} or {@code :error-code}
   * @param payload its JSON, may be empty
   */
  static ProviderFault frame(String type, String message, Slice payload) {
    String said = message.isEmpty() ? Refusal.read(payload).message : message;
    String exception =
        type.isEmpty() ? "" : Character.toUpperCase(type.charAt(0)) + type.substring(1);
    return fault(exception, 500, unwrap(clip(said)));
  }

  /** The fault for a 200 without a message: AWS answers some mistakes so. */
  static Fault notAMessage(ReplyHead head, Slice body) {
    return lacks("message", head, body);
  }

  /** The fault for a 200 without what was asked for. */
  static Fault lacks(String what, ReplyHead head, Slice body) {
    return Refusal.read(body).type.isEmpty()
        ? ProviderFault.broken("Bedrock's reply holds no " + what + ".")
            .withRequestId(head.requestId())
        : read(new ReplyHead(404, head.headers()), body);
  }

  private static ProviderFault fault(String type, int status, String message) {
    return switch (type) {
      case "ValidationException" -> refusal(FaultKind.INVALID_REQUEST, 400, message, type);
      case "AccessDeniedException" ->
          refusal(
                  FaultKind.PERMISSION_DENIED,
                  403,
                  "AWS does not let the gateway's credentials use this model.",
                  type)
              .withDetail(message);
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException",
          "MissingAuthenticationToken",
          "RequestTimeTooSkewed",
          "RequestExpired" ->
          credentials(status, message, type);
      case "ResourceNotFoundException" -> refusal(FaultKind.UNKNOWN_MODEL, 404, message, type);
      case "ThrottlingException", "ServiceQuotaExceededException", "ModelNotReadyException" ->
          refusal(FaultKind.RATE_LIMITED, 429, message, type);
      case "ModelTimeoutException" -> refusal(FaultKind.TIMEOUT, 504, message, type);
      case "ModelErrorException", "ModelStreamErrorException" ->
          refusal(FaultKind.BAD_REPLY, 502, message, type);
      case "InternalServerException" -> refusal(FaultKind.INTERNAL, 500, message, type);
      case "ServiceUnavailableException" -> refusal(FaultKind.UNAVAILABLE, 503, message, type);
      default -> byStatus(status, message, type);
    };
  }

  private static ProviderFault byStatus(int status, String message, String type) {
    return switch (status) {
      case 401, 403 -> credentials(status, message, type);
      case 404 -> refusal(FaultKind.UNKNOWN_MODEL, 404, message, type);
      case 408 -> refusal(FaultKind.TIMEOUT, 504, message, type);
      case 413 -> refusal(FaultKind.TOO_LARGE, 413, message, type);
      case 424 -> refusal(FaultKind.BAD_REPLY, 502, message, type);
      case 429 -> refusal(FaultKind.RATE_LIMITED, 429, message, type);
      case 502 -> refusal(FaultKind.BAD_REPLY, 502, message, type);
      case 503, 529 -> refusal(FaultKind.UNAVAILABLE, 503, message, type);
      case 504 -> refusal(FaultKind.TIMEOUT, 504, message, type);
      default ->
          status >= 400 && status < 500
              ? refusal(FaultKind.INVALID_REQUEST, 400, message, type)
              : status >= 500
                  ? refusal(FaultKind.INTERNAL, 500, message, type)
                  : ProviderFault.broken("The provider answered with status " + status + ".");
    };
  }

  /** The guide tells its users to read AWS's own 401 and 403; the reason is for the log. */
  private static ProviderFault credentials(int status, String message, String type) {
    boolean unauthenticated = status == 401;
    return refusal(
            unauthenticated ? FaultKind.UNAUTHENTICATED : FaultKind.PERMISSION_DENIED,
            unauthenticated ? 401 : 403,
            "AWS refused the gateway's credentials for this backend.",
            type)
        .withDetail(message);
  }

  private static ProviderFault refusal(FaultKind kind, int status, String message, String type) {
    String text = message.isEmpty() ? "Bedrock refused the request without saying why." : message;
    return ProviderFault.refusal(kind, status, text, type, "");
  }

  /** {@code ns#Name:http://…} is {@code Name}. */
  private static String name(String type) {
    int hash = type.indexOf('#');
    String name = hash < 0 ? type : type.substring(hash + 1);
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /**
   * The model vendor's own words, where Bedrock relays them, out of their JSON if they are JSON.
   */
  private static String unwrap(String message) {
    if (!message.startsWith(RELAYED)) {
      return message;
    }
    String inner = message.substring(RELAYED.length()).strip();
    if (!inner.startsWith("{")) {
      return inner.isEmpty() ? message : inner;
    }
    String nested = Refusal.read(Slice.utf8(inner)).message;
    return nested.isEmpty() ? inner : nested;
  }

  private static String clip(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** What an error body says, in any of AWS's shapes; empty where it says nothing. */
  private static final class Refusal {
    private String type = "";
    private String message = "";

    static Refusal read(Slice body) {
      Refusal refusal = new Refusal();
      try {
        JsonReader json = JsonReader.ofProvider(body);
        if (!body.isEmpty() && json.peek() == JsonKind.OBJECT) {
          refusal.object(json);
        }
      } catch (Fault notJson) {
        refusal.message = "";
      }
      return refusal;
    }

    private void object(JsonReader json) {
      json.beginObject();
      while (json.nextMember()) {
        String name = json.name();
        JsonKind kind = json.peek();
        boolean nested = name.equals("error") || name.equals("Output");
        if (kind == JsonKind.OBJECT && nested) {
          object(json);
        } else if (kind != JsonKind.STRING) {
          json.skip();
        } else if (name.equals("message") || name.equals("Message")) {
          message = json.string();
        } else if (name.equals("__type")) {
          type = json.string();
        } else {
          json.skip();
        }
      }
    }
  }
}
