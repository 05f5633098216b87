package routec.compiler.emit.envoy;

import static routec.compiler.emit.envoy.Nodes.list;
import static routec.compiler.emit.envoy.Nodes.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Envoy says to clients by itself, as JSON in the caller's dialect.
 *
 * <p>The sentences are fixed: Envoy's own name sockets, clusters and reasons that are no business
 * of a client; those go to the access log.
 */
final class LocalReplies {
  private static final String ANTHROPIC_PATHS = "/anthropic/";

  /** One status with its sentence and what the dialects call it. */
  private record Reply(int status, String message, String openAiType, String anthropicType) {}

  private static final List<Reply> REPLIES =
      List.of(
          refused(400, "The request is not valid HTTP.", "invalid_request_error"),
          refused(404, "There is nothing at this host and path.", "not_found_error"),
          refused(408, "The request did not arrive in time.", "invalid_request_error"),
          refused(413, "The request is too large.", "request_too_large"),
          refused(426, "HTTP/1.1 or later is needed.", "invalid_request_error"),
          refused(431, "The request's headers are too large.", "request_too_large"),
          refused(
              501, "The request's Transfer-Encoding is not supported.", "invalid_request_error"),
          failed(502, "The gateway could not read its own reply.", "api_error"),
          failed(503, "The gateway is not available at the moment.", "overloaded_error"),
          failed(504, "The gateway did not answer in time.", "api_error"));

  private static final Reply OTHER = failed(500, "The gateway failed.", "api_error");

  private LocalReplies() {}

  static Map<String, Object> config() {
    List<Object> mappers = new ArrayList<>();
    for (Reply reply : REPLIES) {
      mappers.add(
          map(
              "filter", map("and_filter", map("filters", list(anthropicPath(), status(reply)))),
              "body_format_override", anthropic(reply)));
      mappers.add(map("filter", status(reply), "body_format_override", openAi(reply)));
    }
    mappers.add(map("filter", anthropicPath(), "body_format_override", anthropic(OTHER)));
    return map("mappers", mappers, "body_format", openAi(OTHER));
  }

  private static Map<String, Object> anthropicPath() {
    return map(
        "header_filter",
        map("header", map("name", ":path", "string_match", map("prefix", ANTHROPIC_PATHS))));
  }

  private static Map<String, Object> status(Reply reply) {
    return map(
        "status_code_filter",
        map(
            "comparison",
            map(
                "op",
                "EQ",
                "value",
                map("default_value", reply.status, "runtime_key", "routec.status"))));
  }

  private static Map<String, Object> anthropic(Reply reply) {
    return map(
        "json_format",
        map(
            "type", "error",
            "error", map("type", reply.anthropicType, "message", reply.message),
            "request_id", "%REQ(x-request-id)%"));
  }

  private static Map<String, Object> openAi(Reply reply) {
    return map(
        "json_format",
        map(
            "error",
            map(
                "message", reply.message,
                "type", reply.openAiType,
                "param", Nodes.NULL,
                "code", Nodes.NULL)));
  }

  private static Reply refused(int status, String message, String anthropicType) {
    return new Reply(status, message, "invalid_request_error", anthropicType);
  }

  private static Reply failed(int status, String message, String anthropicType) {
    return new Reply(status, message, "server_error", anthropicType);
  }
}
