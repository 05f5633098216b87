package routec.runtime.dialect.openai;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonWriter;

/** Faults as the OpenAI API tells them: {@code {"error":{"message","type","param","code"}}}. */
public final class OpenAiErrors {
  private OpenAiErrors() {}

  /** The body of an error reply. */
  public static Slice body(Fault fault) {
    ByteWriter out = new ByteWriter(256);
    write(fault, out);
    return out.slice();
  }

  /** Appends the event that ends a begun stream; SDKs raise an error for it. */
  public static void event(Fault fault, ByteWriter out) {
    out.ascii("data: ");
    write(fault, out);
    out.ascii("\n\n");
  }

  private static void write(Fault fault, ByteWriter out) {
    if (fault instanceof ProviderFault refusal && refusal.original().isPresent()) {
      out.utf8(refusal.original().get());
      return;
    }
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("error").beginObject();
    json.name("message").string(fault.message());
    json.name("type").string(type(fault.kind()));
    json.name("param");
    fault.param().ifPresentOrElse(json::string, json::nul);
    json.name("code");
    String code = code(fault.kind());
    if (code.isEmpty()) {
      json.nul();
    } else {
      json.string(code);
    }
    json.endObject().endObject();
  }

  private static String type(FaultKind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          UNKNOWN_PATH,
          UNKNOWN_MODEL,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case PERMISSION_DENIED -> "permission_error";
      case RATE_LIMITED -> "rate_limit_error";
      case INTERNAL, BAD_REPLY, UNAVAILABLE, TIMEOUT -> "server_error";
    };
  }

  private static String code(FaultKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, INTERNAL -> "";
      case UNKNOWN_PATH -> "unknown_url";
      case UNKNOWN_MODEL -> "model_not_found";
      case METHOD_NOT_ALLOWED -> "method_not_allowed";
      case REQUEST_TIMEOUT -> "request_timeout";
      case TOO_LARGE -> "request_too_large";
      case UNSUPPORTED_MEDIA_TYPE -> "unsupported_media_type";
      case UNAUTHENTICATED -> "invalid_credentials";
      case PERMISSION_DENIED -> "permission_denied";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case BAD_REPLY -> "bad_provider_reply";
      case UNAVAILABLE -> "service_unavailable";
      case TIMEOUT -> "timeout";
    };
  }
}
