package routec.runtime.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversation without a dialect: what tests compare when they ask whether a meaning survived.
 *
 * @param system the system texts
 * @param pieces what is said, in order
 */
record Talk(List<String> system, List<Piece> pieces) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Something that one side says. */
  sealed interface Piece {
    boolean user();
  }

  record Text(boolean user, String text) implements Piece {}

  /** An image or a document; {@code data} is base64, or an address in S3. */
  record Shown(String kind, String format, String name, String data) implements Piece {
    @Override
    public boolean user() {
      return true;
    }

    boolean inS3() {
      return data.startsWith("s3://");
    }

    String dataUrl() {
      return "data:" + mediaType() + ";base64," + data;
    }

    String mediaType() {
      return switch (kind) {
        case "image" -> "image/" + format;
        case "video" -> "video/" + format;
        default ->
            switch (format) {
              case "pdf" -> "application/pdf";
              case "csv" -> "text/csv";
              case "html" -> "text/html";
              case "md" -> "text/markdown";
              case "docx" ->
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
              case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
              default -> "text/plain";
            };
      };
    }
  }

  record Call(String id, String name, JsonNode input) implements Piece {
    @Override
    public boolean user() {
      return false;
    }
  }

  record Result(String id, List<Piece> content) implements Piece {
    @Override
    public boolean user() {
      return true;
    }
  }

  record Thought(String text, String signature) implements Piece {
    @Override
    public boolean user() {
      return false;
    }
  }

  record Redacted(String data) implements Piece {
    @Override
    public boolean user() {
      return false;
    }
  }

  /** What two conversations are compared by: results first in a turn, blank texts left out. */
  String told() {
    StringBuilder out = new StringBuilder("system " + system + "\n");
    List<Piece> turn = new ArrayList<>();
    for (Piece piece : pieces) {
      if (!turn.isEmpty() && turn.getFirst().user() != piece.user()) {
        tell(turn, out);
      }
      turn.add(piece);
    }
    tell(turn, out);
    String told = out.toString();
    int number = 0;
    for (Piece piece : pieces) {
      if (piece instanceof Call call) { // how an id is spelled is the translator's business
        told = told.replace("[id=" + call.id + ",", "[id=#" + number++ + ",");
      }
    }
    return told;
  }

  private static void tell(List<Piece> turn, StringBuilder out) {
    turn.stream().filter(Result.class::isInstance).forEach(p -> out.append(p).append('\n'));
    turn.stream()
        .filter(piece -> !(piece instanceof Result))
        .filter(piece -> !(piece instanceof Text text) || !text.text.isBlank())
        .forEach(piece -> out.append(piece).append('\n'));
    turn.clear();
  }

  /** Reads a Converse request. */
  static Talk ofConverse(JsonNode request) {
    List<String> system = new ArrayList<>();
    for (JsonNode block : request.path("system")) {
      if (block.has("text")) {
        system.add(block.path("text").asText());
      }
    }
    List<Piece> pieces = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      boolean user = message.path("role").asText().equals("user");
      for (JsonNode block : message.path("content")) {
        piece(block, user, pieces);
      }
    }
    return new Talk(List.copyOf(system), List.copyOf(pieces));
  }

  private static void piece(JsonNode block, boolean user, List<Piece> to) {
    String kind = block.fieldNames().next();
    JsonNode value = block.path(kind);
    switch (kind) {
      case "text" -> to.add(new Text(user, value.asText()));
      case "image", "document", "video" -> {
        JsonNode source = value.path("source");
        String data =
            source.has("bytes")
                ? source.path("bytes").asText()
                : source.path("s3Location").path("uri").asText();
        to.add(
            new Shown(
                kind,
                value.path("format").asText().replace("video/", ""),
                value.path("name").asText(),
                data));
      }
      case "toolUse" ->
          to.add(
              new Call(
                  value.path("toolUseId").asText(),
                  value.path("name").asText(),
                  value.path("input")));
      case "toolResult" -> {
        List<Piece> content = new ArrayList<>();
        for (JsonNode inner : value.path("content")) {
          if (inner.has("json")) {
            content.add(new Text(true, inner.path("json").toString()));
          } else {
            piece(inner, true, content);
          }
        }
        to.add(new Result(value.path("toolUseId").asText(), List.copyOf(content)));
      }
      case "reasoningContent" -> {
        JsonNode text = value.path("reasoningText");
        to.add(
            value.has("redactedContent")
                ? new Redacted(value.path("redactedContent").asText())
                : new Thought(text.path("text").asText(), text.path("signature").asText()));
      }
      case "cachePoint" -> {}
      default -> to.add(new Text(user, block.toString()));
    }
  }

  /** Writes a chat completion request. */
  String asChat(ObjectNode others) {
    ArrayNode messages = others.putArray("messages");
    system.forEach(text -> messages.addObject().put("role", "system").put("content", text));
    List<Piece> turn = new ArrayList<>();
    for (Piece piece : pieces) {
      if (!turn.isEmpty() && turn.getFirst().user() != piece.user()) {
        chatTurn(turn, messages);
      }
      turn.add(piece);
    }
    chatTurn(turn, messages);
    return others.toString();
  }

  private static void chatTurn(List<Piece> turn, ArrayNode messages) {
    if (turn.isEmpty()) {
      return;
    }
    ObjectNode message = NODES.objectNode();
    ArrayNode parts = NODES.arrayNode();
    for (Piece piece : turn) {
      switch (piece) {
        case Result result -> {
          ObjectNode tool = messages.addObject().put("role", "tool");
          tool.put("tool_call_id", result.id);
          ArrayNode content = tool.putArray("content");
          result.content.forEach(inner -> content.add(chatPart(inner)));
        }
        case Call call ->
            message
                .withArray("tool_calls")
                .addObject()
                .put("id", call.id)
                .put("type", "function")
                .putObject("function")
                .put("name", call.name)
                .put("arguments", call.input.toString());
        case Thought thought ->
            message
                .withArray("thinking_blocks")
                .addObject()
                .put("type", "thinking")
                .put("thinking", thought.text)
                .put("signature", thought.signature);
        case Redacted redacted ->
            message
                .withArray("thinking_blocks")
                .addObject()
                .put("type", "redacted_thinking")
                .put("data", RedactedThinking.toClaude(slice(redacted.data)));
        case Text _, Shown _ -> parts.add(chatPart(piece));
      }
    }
    boolean user = turn.getFirst().user();
    message.put("role", user ? "user" : "assistant");
    if (!parts.isEmpty()) {
      message.set("content", parts);
    }
    if (!user || !parts.isEmpty()) {
      messages.add(message);
    }
    turn.clear();
  }

  private static ObjectNode chatPart(Piece piece) {
    ObjectNode part = NODES.objectNode();
    switch (piece) {
      case Text text -> part.put("type", "text").put("text", text.text);
      case Shown shown when shown.kind.equals("document") ->
          part.put("type", "file")
              .putObject("file")
              .put("filename", shown.name)
              .put("file_data", shown.inS3() ? shown.data : shown.dataUrl());
      case Shown shown -> {
        String type = shown.kind.equals("video") ? "video_url" : "image_url";
        part.put("type", type)
            .putObject(type)
            .put("url", shown.inS3() ? shown.data : shown.dataUrl());
      }
      case Call _, Result _, Thought _, Redacted _ ->
          throw new IllegalArgumentException("no part: " + piece);
    }
    return part;
  }

  /** Writes a messages request. */
  String asMessages(ObjectNode others) {
    if (!system.isEmpty()) {
      ArrayNode blocks = others.putArray("system");
      system.forEach(text -> blocks.addObject().put("type", "text").put("text", text));
    }
    ArrayNode messages = others.putArray("messages");
    boolean open = false;
    boolean user = false;
    ArrayNode content = NODES.arrayNode();
    for (Piece piece : pieces) {
      if (!open || user != piece.user()) {
        open = true;
        user = piece.user();
        content = messages.addObject().put("role", user ? "user" : "assistant").putArray("content");
      }
      content.add(block(piece));
    }
    return others.toString();
  }

  private static ObjectNode block(Piece piece) {
    ObjectNode block = NODES.objectNode();
    switch (piece) {
      case Text text -> block.put("type", "text").put("text", text.text);
      case Shown shown -> {
        block.put("type", shown.kind);
        if (shown.kind.equals("document")) {
          block.put("title", shown.name);
        }
        block
            .putObject("source")
            .put("type", "base64")
            .put("media_type", shown.mediaType())
            .put("data", shown.data);
      }
      case Call call -> {
        block.put("type", "tool_use").put("id", call.id).put("name", call.name);
        block.set("input", call.input);
      }
      case Result result -> {
        block.put("type", "tool_result").put("tool_use_id", result.id);
        ArrayNode content = block.putArray("content");
        result.content.forEach(inner -> content.add(block(inner)));
      }
      case Thought thought ->
          block
              .put("type", "thinking")
              .put("thinking", thought.text)
              .put("signature", thought.signature);
      case Redacted redacted ->
          block
              .put("type", "redacted_thinking")
              .put("data", RedactedThinking.toClaude(slice(redacted.data)));
    }
    return block;
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static routec.runtime.bytes.Slice slice(String text) {
    return routec.runtime.bytes.Slice.utf8(text);
  }

  @Override
  public String toString() {
    return pieces.stream().map(Piece::toString).collect(Collectors.joining("\n"));
  }
}
