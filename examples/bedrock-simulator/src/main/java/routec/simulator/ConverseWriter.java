package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Spells an answer as Converse and ConverseStream do. */
final class ConverseWriter {
  private static final int LATENCY = 321;

  private final Answer answer;
  private final JsonNode request;
  private final Model model;

  /**
   * @param request the body, for what a reply repeats from it
   */
  ConverseWriter(Answer answer, JsonNode request) {
    this.answer = answer;
    this.request = request;
    this.model = answer.conversation().model();
  }

  Reply whole() {
    ObjectNode body = Json.object();
    body.putObject("metrics").put("latencyMs", LATENCY);
    ObjectNode message = body.putObject("output").putObject("message");
    ArrayNode content = message.putArray("content");
    answer.blocks().forEach(block -> content.add(block(block)));
    message.put("role", "assistant");
    body.put("stopReason", answer.stopReason());
    extras(body);
    if (responseFields().contains("/stop_sequence")) {
      body.putObject("additionalModelResponseFields")
          .put("stop_sequence", answer.stopSequence().orElse(null));
    }
    body.set("usage", usage());
    return Reply.json(body);
  }

  Reply stream(Fault fault) {
    List<EventFrame> frames = new ArrayList<>();
    frames.add(EventFrame.event("messageStart", Json.object().put("role", "assistant")));
    int index = 0;
    if (model.family() == Family.GPT_OSS) {
      // gpt-oss opens with an empty block of text.
      frames.add(delta(index, Json.object().put("text", "")));
      frames.add(stop(index++));
    }
    for (Block block : answer.blocks()) {
      deltas(block, index, frames);
      frames.add(stop(index++));
    }
    if (!fault.has("no-stop")) {
      ObjectNode stop = Json.object().put("stopReason", answer.stopReason());
      if (responseFields().contains("/delta/stop_sequence")) {
        stop.putObject("additionalModelResponseFields")
            .putObject("delta")
            .put("stop_sequence", answer.stopSequence().orElse(null));
      }
      frames.add(EventFrame.event("messageStop", stop));
      if (!fault.has("no-metadata")) {
        ObjectNode metadata = Json.object();
        metadata.putObject("metrics").put("latencyMs", LATENCY);
        metadata.set("usage", usage());
        extras(metadata);
        frames.add(EventFrame.event("metadata", metadata));
      }
    }
    return new Reply.Frames(Map.of("Content-Type", "application/vnd.amazon.eventstream"), frames);
  }

  private ObjectNode block(Block block) {
    ObjectNode json = Json.object();
    switch (block) {
      case Block.Words words -> json.put("text", words.text());
      case Block.Thought thought -> {
        ObjectNode text = json.putObject("reasoningContent").putObject("reasoningText");
        if (!thought.signature().isEmpty()) {
          text.put("signature", thought.signature());
        }
        text.put("text", thought.text());
      }
      case Block.Redacted redacted ->
          json.putObject("reasoningContent").put("redactedContent", encoded(redacted));
      case Block.Call call -> {
        ObjectNode use = json.putObject("toolUse");
        use.set("input", call.input());
        use.put("name", call.name()).put("toolUseId", call.id());
        if (model.family() == Family.CLAUDE) {
          use.put("type", "tool_use");
        }
      }
    }
    return json;
  }

  private void deltas(Block block, int index, List<EventFrame> frames) {
    switch (block) {
      case Block.Words words -> {
        boolean atOnce = model.family() == Family.LLAMA || model.family() == Family.TITAN_TEXT;
        List<String> pieces =
            atOnce && answer.pieces() == 0
                ? List.of(words.text())
                : TextPieces.of(words.text(), answer.pieces());
        pieces.forEach(piece -> frames.add(delta(index, Json.object().put("text", piece))));
      }
      case Block.Thought thought -> {
        for (String piece : TextPieces.of(thought.text(), 0)) {
          frames.add(reasoning(index, "text", piece));
        }
        if (!thought.signature().isEmpty()) {
          frames.add(reasoning(index, "signature", thought.signature()));
        }
      }
      case Block.Redacted redacted ->
          frames.add(reasoning(index, "redactedContent", encoded(redacted)));
      case Block.Call call -> {
        ObjectNode start = Json.object().put("contentBlockIndex", index);
        ObjectNode use = start.putObject("start").putObject("toolUse");
        use.put("name", call.name()).put("toolUseId", call.id());
        if (model.family() == Family.CLAUDE) {
          use.put("type", "tool_use");
          frames.add(EventFrame.event("contentBlockStart", start));
          frames.add(input(index, ""));
        } else {
          frames.add(EventFrame.event("contentBlockStart", start));
        }
        // A call without parameters sends no input beyond that.
        if (!call.input().isEmpty()) {
          TextPieces.ofJson(call.input().toString())
              .forEach(piece -> frames.add(input(index, piece)));
        }
      }
    }
  }

  private static EventFrame input(int index, String piece) {
    ObjectNode delta = Json.object();
    delta.putObject("toolUse").put("input", piece);
    return delta(index, delta);
  }

  private static EventFrame reasoning(int index, String name, String value) {
    ObjectNode delta = Json.object();
    delta.putObject("reasoningContent").put(name, value);
    return delta(index, delta);
  }

  private static EventFrame delta(int index, ObjectNode delta) {
    ObjectNode payload = Json.object().put("contentBlockIndex", index);
    payload.set("delta", delta);
    return EventFrame.event("contentBlockDelta", payload);
  }

  private static EventFrame stop(int index) {
    return EventFrame.event("contentBlockStop", Json.object().put("contentBlockIndex", index));
  }

  /** Converse encodes what Claude sends as text once more. */
  private static String encoded(Block.Redacted redacted) {
    return Base64.getEncoder().encodeToString(redacted.data().getBytes(StandardCharsets.US_ASCII));
  }

  private List<String> responseFields() {
    return request
        .path("additionalModelResponseFieldPaths")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  private void extras(ObjectNode body) {
    for (String name : List.of("performanceConfig", "serviceTier")) {
      if (request.has(name)) {
        body.set(name, request.get(name));
      }
    }
    JsonNode guardrail = request.path("guardrailConfig");
    boolean traced = !guardrail.path("trace").asText("disabled").equals("disabled");
    if (guardrail.has("guardrailIdentifier") && traced) {
      body.putObject("trace")
          .putObject("guardrail")
          .put("actionReason", "No action.")
          .putObject("inputAssessment")
          .putObject(guardrail.path("guardrailIdentifier").asText());
    }
  }

  private ObjectNode usage() {
    Usage usage = answer.usage();
    ObjectNode json = Json.object();
    boolean caches = !answer.conversation().cachePoints().isEmpty();
    if (model.family() == Family.CLAUDE || caches) {
      json.put("cacheReadInputTokenCount", usage.cacheRead());
      json.put("cacheReadInputTokens", usage.cacheRead());
      json.put("cacheWriteInputTokenCount", usage.cacheWrite());
      json.put("cacheWriteInputTokens", usage.cacheWrite());
    }
    if (usage.cacheWrite() > 0) {
      ArrayNode details = json.putArray("cacheDetails");
      if (usage.cacheWrite1h() > 0) {
        details.addObject().put("ttl", "1h").put("inputTokens", usage.cacheWrite1h());
      }
      if (usage.cacheWrite5m() > 0) {
        details.addObject().put("ttl", "5m").put("inputTokens", usage.cacheWrite5m());
      }
    }
    json.put("inputTokens", usage.input());
    json.put("outputTokens", usage.output());
    json.putObject("serverToolUsage");
    json.put("totalTokens", usage.total());
    return json;
  }
}
