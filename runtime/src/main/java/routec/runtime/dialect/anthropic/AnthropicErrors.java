package routec.runtime.dialect.anthropic;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.json.JsonWriter;

/**
 * Faults as the Anthropic API tells them, with the types of its official enum: {@code
 * {"type":"error","error":{"type","message"},"request_id"}}.
 */
public final class AnthropicErrors {
  private AnthropicErrors() {}

  /** The body of an error reply. */
  public static Slice body(Fault fault, String requestId) {
    ByteWriter out = new ByteWriter(256);
    write(fault, requestId, out);
    return out.slice();
  }

  /** Appends the event that ends a begun stream; SDKs raise an error for it. */
  public static void event(Fault fault, String requestId, ByteWriter out) {
    out.ascii("event: error\ndata: ");
    write(fault, requestId, out);
    out.ascii("\n\n");
  }

  private static void write(Fault fault, String requestId, ByteWriter out) {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("type").string("error").name("error").beginObject();
    json.name("type").string(type(fault.kind()));
    String param = fault.param().orElse(""); // the API has no member for it
    boolean said = fault.message().contains(param);
    json.name("message").string(said ? fault.message() : param + ": " + fault.message());
    if (fault.code().isPresent()) {
      json.name("details").beginObject().name("error_code").string(fault.code().get()).endObject();
    }
    json.endObject().name("request_id").string(requestId).endObject();
  }

  private static String type(FaultKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, METHOD_NOT_ALLOWED, REQUEST_TIMEOUT, UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
      case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case UNAUTHENTICATED -> "authentication_error";
      case PERMISSION_DENIED -> "permission_error";
      case RATE_LIMITED -> "rate_limit_error";
      case INTERNAL, BAD_REPLY -> "api_error";
      case UNAVAILABLE -> "overloaded_error";
      case TIMEOUT -> "timeout_error";
    };
  }
}
