package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What goes back: a whole body or a stream of event frames. */
sealed interface Reply {
  int status();

  /** Headers beyond those that every reply has. */
  Map<String, String> headers();

  /** A reply whose body is known. */
  record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {}

  /** A reply that streams; each frame goes out on its own. */
  record Frames(Map<String, String> headers, List<EventFrame> frames) implements Reply {
    @Override
    public int status() {
      return 200;
    }
  }

  static Whole json(JsonNode body) {
    return new Whole(200, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }

  static Whole json(Map<String, String> headers, JsonNode body) {
    return new Whole(200, headers, Json.bytes(body));
  }

  static Whole error(AwsError error) {
    if (error.type().isEmpty()) {
      return new Whole(
          error.status(), Map.of("Content-Type", "application/json"), Json.bytes(error.body()));
    }
    return new Whole(
        error.status(),
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-ErrorType",
            error.type() + ":http://internal.amazon.com/coral/" + error.origin() + "/"),
        Json.bytes(error.body()));
  }
}
