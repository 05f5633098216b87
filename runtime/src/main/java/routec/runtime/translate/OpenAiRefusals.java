package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.ReplyHead;

/** Refusals of a backend that speaks the OpenAI API: its own message under its own status. */
public final class OpenAiRefusals {
  private static final int LONGEST_MESSAGE = 4_000;

  private OpenAiRefusals() {}

  /** The fault for a reply that is not 2xx. */
  public static Fault read(ReplyHead head, Slice body) {
    FaultKind kind = kind(head.status());
    int status = head.status() >= 400 && head.status() < 600 ? head.status() : kind.status();
    String said = message(body);
    String text = said.isEmpty() ? "The backend refused the request without saying why." : said;
    return ProviderFault.refusal(kind, status, text, "", head.requestId());
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
      default ->
          status >= 400 && status < 500 ? FaultKind.INVALID_REQUEST : FaultKind.BAD_REPLY;
    };
  }

  private static String message(Slice body) {
    try {
      JsonReader json = JsonReader.ofProvider(body);
      String message = body.isEmpty() || json.peek() != JsonKind.OBJECT ? "" : message(json);
      return message.length() <= LONGEST_MESSAGE
          ? message
          : message.substring(0, LONGEST_MESSAGE) + "…";
    } catch (Fault notJson) {
      return "";
    }
  }

  private static String message(JsonReader json) {
    String message = "";
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("error") && json.peek() == JsonKind.OBJECT) {
        message = message(json);
      } else if (json.nameIs("message") && json.peek() == JsonKind.STRING) {
        message = json.string();
      } else {
        json.skip();
      }
    }
    return message;
  }
}
