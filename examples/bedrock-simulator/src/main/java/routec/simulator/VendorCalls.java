package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The APIs of OpenAI and Anthropic themselves, for backends that a gateway relays to: they know one
 * key, take no header that is not theirs, and quote the last text.
 */
final class VendorCalls {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";
  private static final String COUNT = "/v1/messages/count_tokens";

  /** What a provider needs; anything else that a client sent must not come this far. */
  private static final Set<String> EXPECTED =
      Set.of(
          "accept",
          "anthropic-beta",
          "anthropic-version",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "host",
          "user-agent",
          "x-api-key");

  private final Set<String> keys;

  VendorCalls(Set<String> keys) {
    this.keys = keys;
  }

  /** The reply, or empty when the request is none of theirs. */
  Optional<Reply> answer(HttpRequest request) {
    return switch (request.path()) {
      case CHAT -> Optional.of(chat(request));
      case MESSAGES, COUNT -> Optional.of(message(request));
      default -> Optional.empty();
    };
  }

  private Reply chat(HttpRequest request) {
    boolean known = keys.contains(request.header("authorization").replaceFirst("^Bearer ", ""));
    Optional<String> stray = stray(request, "x-api-key");
    if (!known || stray.isPresent()) {
      ObjectNode error = Json.object();
      error
          .putObject("error")
          .put("message", stray.map(name -> "stray " + name).orElse("Incorrect API key provided"))
          .put("type", "invalid_request_error");
      return json(known ? 400 : 401, error);
    }
    ObjectNode body = Json.read(request.body());
    String text = "You said: " + lastText(body);
    if (body.path("stream").asBoolean()) {
      ObjectNode chunk = completion(body, "chat.completion.chunk");
      choice(chunk, "delta", text);
      ObjectNode usage = completion(body, "chat.completion.chunk");
      usage.putArray("choices");
      counts(usage);
      return events(List.of("data: " + chunk, "data: " + usage, "data: [DONE]"));
    }
    ObjectNode reply = completion(body, "chat.completion");
    choice(reply, "message", text);
    counts(reply);
    return json(200, reply);
  }

  private Reply message(HttpRequest request) {
    boolean known = keys.contains(request.header("x-api-key"));
    Optional<String> stray = stray(request, "authorization");
    if (!known || stray.isPresent() || request.header("anthropic-version").isEmpty()) {
      ObjectNode error = Json.object().put("type", "error");
      error
          .putObject("error")
          .put("type", known ? "invalid_request_error" : "authentication_error")
          .put("message", stray.map(name -> "stray " + name).orElse("invalid x-api-key"));
      return json(known ? 400 : 401, error);
    }
    ObjectNode body = Json.read(request.body());
    if (request.path().equals(COUNT)) {
      return json(200, Json.object().put("input_tokens", 7));
    }
    ObjectNode message =
        Json.object().put("id", "msg_simulated").put("type", "message").put("role", "assistant");
    message.put("model", body.path("model").asText());
    message.putObject("usage").put("input_tokens", 7).put("output_tokens", 5);
    ObjectNode block = Json.object().put("type", "text").put("text", "You said: " + lastText(body));
    if (!body.path("stream").asBoolean()) {
      message.putArray("content").add(block);
      return json(200, message.put("stop_reason", "end_turn"));
    }
    message.putArray("content");
    return events(
        List.of(
            event("message_start", Json.object().set("message", message)),
            event("content_block_start", Json.object().put("index", 0).set("content_block", block)),
            event("content_block_stop", Json.object().put("index", 0)),
            event(
                "message_delta",
                Json.object()
                    .<ObjectNode>set("delta", Json.object().put("stop_reason", "end_turn"))
                    .set("usage", Json.object().put("output_tokens", 5))),
            event("message_stop", Json.object())));
  }

  /** A header that a provider has no business to see. */
  private static Optional<String> stray(HttpRequest request, String otherKey) {
    return request.headers().keySet().stream()
        .filter(name -> !EXPECTED.contains(name) || name.equals(otherKey))
        .findFirst();
  }

  private static ObjectNode completion(ObjectNode body, String object) {
    return Json.object()
        .put("id", "chatcmpl-simulated")
        .put("object", object)
        .put("created", 1)
        .put("model", body.path("model").asText());
  }

  private static void choice(ObjectNode reply, String name, String text) {
    ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
    choice.putObject(name).put("role", "assistant").put("content", text);
    choice.put("finish_reason", "stop");
  }

  private static void counts(ObjectNode reply) {
    reply
        .putObject("usage")
        .put("prompt_tokens", 7)
        .put("completion_tokens", 5)
        .put("total_tokens", 12);
  }

  private static String lastText(ObjectNode body) {
    JsonNode messages = body.path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    return content.isArray()
        ? content.path(content.size() - 1).path("text").asText()
        : content.asText();
  }

  private static String event(String type, JsonNode members) {
    ObjectNode event = Json.object().put("type", type);
    event.setAll((ObjectNode) members);
    return "event: " + type + "\ndata: " + event;
  }

  private static Reply events(List<String> events) {
    byte[] body = (String.join("\n\n", events) + "\n\n").getBytes(StandardCharsets.UTF_8);
    return new Reply.Whole(200, Map.of("Content-Type", "text/event-stream"), body);
  }

  private static Reply json(int status, JsonNode body) {
    return new Reply.Whole(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }
}
