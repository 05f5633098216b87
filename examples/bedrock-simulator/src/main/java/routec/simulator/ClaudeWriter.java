package routec.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spells an answer as Claude does inside InvokeModel and its stream. */
final class ClaudeWriter {
  private static final int LATENCY = 321;

  private final Answer answer;
  private final Model model;

  ClaudeWriter(Answer answer) {
    this.answer = answer;
    this.model = answer.conversation().model();
  }

  Reply whole() {
    ObjectNode body = Json.object();
    body.put("model", model.vendorName());
    body.put("id", id()).put("type", "message").put("role", "assistant");
    ArrayNode content = body.putArray("content");
    answer.blocks().forEach(block -> content.add(block(block, true)));
    body.put("stop_reason", answer.stopReason());
    body.put("stop_sequence", answer.stopSequence().orElse(null));
    body.putNull("stop_details");
    body.set("usage", usage(answer.usage().output()));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Amzn-Bedrock-Invocation-Latency", "" + LATENCY);
    headers.put("X-Amzn-Bedrock-Input-Token-Count", "" + answer.usage().input());
    headers.put("X-Amzn-Bedrock-Output-Token-Count", "" + answer.usage().output());
    headers.put("X-Amzn-Bedrock-Cache-Read-Input-Token-Count", "" + answer.usage().cacheRead());
    if (answer.usage().cacheWrite() > 0) {
      headers.put("X-Amzn-Bedrock-Cache-Write-Input-Token-Count", "" + answer.usage().cacheWrite());
    }
    return Reply.json(headers, body);
  }

  Reply stream(Fault fault) {
    List<EventFrame> frames = new ArrayList<>();
    ObjectNode start = Json.object().put("type", "message_start");
    ObjectNode message = start.putObject("message");
    message.put("model", model.vendorName());
    message.put("id", id()).put("type", "message").put("role", "assistant");
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
    message.set("usage", usage(1));
    frames.add(EventFrame.chunk(start));
    for (int i = 0; i < answer.blocks().size(); i++) {
      block(answer.blocks().get(i), i, frames);
    }
    if (!fault.has("no-stop")) {
      end(frames, fault);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/vnd.amazon.eventstream");
    headers.put("X-Amzn-Bedrock-Content-Type", "application/json");
    return new Reply.Frames(headers, frames);
  }

  private void end(List<EventFrame> frames, Fault fault) {
    ObjectNode delta = Json.object().put("type", "message_delta");
    delta
        .putObject("delta")
        .put("stop_reason", answer.stopReason())
        .put("stop_sequence", answer.stopSequence().orElse(null))
        .putNull("stop_details");
    delta.putObject("usage").put("output_tokens", answer.usage().output());
    frames.add(EventFrame.chunk(delta));
    ObjectNode stop = Json.object().put("type", "message_stop");
    if (!fault.has("no-metadata")) {
      ObjectNode metrics = stop.putObject("amazon-bedrock-invocationMetrics");
      metrics.put("inputTokenCount", answer.usage().input());
      metrics.put("outputTokenCount", answer.usage().output());
      metrics.put("invocationLatency", LATENCY).put("firstByteLatency", LATENCY / 3);
      if (answer.usage().cacheRead() + answer.usage().cacheWrite() > 0) {
        metrics.put("cacheReadInputTokenCount", answer.usage().cacheRead());
        metrics.put("cacheWriteInputTokenCount", answer.usage().cacheWrite());
      }
    }
    frames.add(EventFrame.chunk(stop));
  }

  private void block(Block block, int index, List<EventFrame> frames) {
    ObjectNode start = Json.object().put("type", "content_block_start").put("index", index);
    start.set("content_block", block(block, false));
    frames.add(EventFrame.chunk(start));
    switch (block) {
      case Block.Words words ->
          TextPieces.of(words.text(), answer.pieces())
              .forEach(piece -> frames.add(delta(index, "text_delta", "text", piece)));
      case Block.Thought thought -> {
        TextPieces.of(thought.text(), 0)
            .forEach(piece -> frames.add(delta(index, "thinking_delta", "thinking", piece)));
        frames.add(delta(index, "signature_delta", "signature", thought.signature()));
      }
      case Block.Redacted redacted -> {}
      case Block.Call call -> {
        frames.add(delta(index, "input_json_delta", "partial_json", ""));
        if (!call.input().isEmpty()) {
          TextPieces.ofJson(call.input().toString())
              .forEach(
                  piece -> frames.add(delta(index, "input_json_delta", "partial_json", piece)));
        }
      }
    }
    frames.add(
        EventFrame.chunk(Json.object().put("type", "content_block_stop").put("index", index)));
  }

  private static EventFrame delta(int index, String type, String name, String value) {
    ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
    event.putObject("delta").put("type", type).put(name, value);
    return EventFrame.chunk(event);
  }

  /**
   * @param whole false for the start of a block, which is still empty
   */
  private static ObjectNode block(Block block, boolean whole) {
    ObjectNode json = Json.object();
    switch (block) {
      case Block.Words words -> json.put("type", "text").put("text", whole ? words.text() : "");
      case Block.Thought thought ->
          json.put("type", "thinking")
              .put("thinking", whole ? thought.text() : "")
              .put("signature", whole ? thought.signature() : "");
      case Block.Redacted redacted ->
          json.put("type", "redacted_thinking").put("data", redacted.data());
      case Block.Call call -> {
        json.put("type", "tool_use");
        json.put("id", "toolu_bdrk_" + call.id().replaceFirst("^tooluse_", ""));
        json.put("name", call.name());
        json.set("input", whole ? call.input() : Json.object());
      }
    }
    return json;
  }

  private ObjectNode usage(int output) {
    Usage usage = answer.usage();
    ObjectNode json = Json.object().put("input_tokens", usage.input());
    json.put("cache_creation_input_tokens", usage.cacheWrite());
    json.put("cache_read_input_tokens", usage.cacheRead());
    json.putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
        .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
    json.put("output_tokens", output);
    int thinking =
        answer.blocks().stream()
            .mapToInt(block -> block instanceof Block.Thought t ? Usage.tokens(t.text()) : 0)
            .sum();
    json.putObject("output_tokens_details").put("thinking_tokens", thinking);
    return json.put("service_tier", "standard");
  }

  private String id() {
    byte[] digest =
        CanonicalRequest.sha256(
            answer.conversation().everything().getBytes(StandardCharsets.UTF_8));
    return "msg_bdrk_" + HexFormat.of().formatHex(digest, 0, 12);
  }
}
