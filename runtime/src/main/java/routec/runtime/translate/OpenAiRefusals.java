package routec.runtime.translate;

import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.ReplyHead;

/**
 * Refusals of a backend that speaks the OpenAI API: an error of that shape passes as it stands with
 * its status; anything else becomes a proper one.
 */
public final class OpenAiRefusals {
  private static final int LONGEST_BODY = 64 << 10;
  private static final int LONGEST_MESSAGE = 4_000;

  private OpenAiRefusals() {}

  /** The fault for a reply that is not 2xx. */
  public static Fault read(ReplyHead head, Slice body) {
    ProviderFault fault = fault(head, body);
    boolean passes = head.status() != 401 && message(body).isPresent();
    return passes ? fault.withOriginal(oneLine(body)) : fault;
  }

  /**
   * What a refusal says, by status and message; Anthropic's errors hold theirs at the same place.
   */
  static ProviderFault fault(ReplyHead head, Slice body) {
    FaultKind kind = kind(head.status());
    int status = head.status() >= 400 && head.status() < 600 ? head.status() : kind.status();
    Optional<String> said = message(body);
    if (status == 401) { // it may show a part of the gateway's key
      return ProviderFault.refusal(
              kind, status, "The backend refused the gateway's credentials.", "", head.requestId())
          .withDetail("the backend answered with 401");
    }
    ProviderFault fault =
        ProviderFault.refusal(
            kind,
            status,
            clip(said.orElse("The backend refused the request without saying why.")),
            "",
            head.requestId());
    return head.retryAfterSeconds().map(fault::withRetryAfter).orElse(fault);
  }

  /** An error inside a stream, as it stands. */
  static ProviderFault event(Slice payload) {
    String message = message(payload).orElse("The backend's stream failed.");
    return ProviderFault.refusal(FaultKind.INTERNAL, 500, clip(message), "", "")
        .withOriginal(oneLine(payload));
  }

  private static FaultKind kind(int status) {
    return switch (status) {
      case 401 -> FaultKind.UNAUTHENTICATED;
      case 403 -> FaultKind.PERMISSION_DENIED;
      case 404 -> FaultKind.UNKNOWN_MODEL;
      case 408 -> FaultKind.REQUEST_TIMEOUT;
      case 413 -> FaultKind.TOO_LARGE;
      case 415 -> FaultKind.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> FaultKind.RATE_LIMITED;
      case 500 -> FaultKind.INTERNAL;
      case 503, 529 -> FaultKind.UNAVAILABLE;
      case 504 -> FaultKind.TIMEOUT;
      default -> status >= 400 && status < 500 ? FaultKind.INVALID_REQUEST : FaultKind.BAD_REPLY;
    };
  }

  /** What an OpenAI-shaped error says: {@code {"error":{"message":"…"}}}. */
  private static Optional<String> message(Slice body) {
    if (body.isEmpty() || body.length() > LONGEST_BODY) {
      return Optional.empty();
    }
    try {
      JsonReader json = JsonReader.ofProvider(body);
      Optional<String> message = Optional.empty();
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs("error") && json.peek() == JsonKind.OBJECT) {
          message = errorMessage(json);
        } else {
          json.skip();
        }
      }
      json.end();
      return message;
    } catch (Fault otherShape) {
      return Optional.empty();
    }
  }

  private static Optional<String> errorMessage(JsonReader json) {
    Optional<String> message = Optional.empty();
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("message") && json.peek() == JsonKind.STRING) {
        message = Optional.of(json.string());
      } else {
        json.skip();
      }
    }
    return message;
  }

  private static String clip(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** Line breaks stand between JSON's tokens only: strings have none. */
  private static String oneLine(Slice json) {
    return json.text().replace('\n', ' ').replace('\r', ' ').strip();
  }
}
