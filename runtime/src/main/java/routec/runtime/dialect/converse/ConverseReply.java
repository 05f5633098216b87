package routec.runtime.dialect.converse;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;

/**
 * A complete reply of Converse.
 *
 * @param stop why the model stopped; UNKNOWN where the reply doesn't say
 * @param rawStopSequence the stop sequence that it met, as Claude says in the additional fields
 * @param usage the tokens
 * @param hasMessage whether there is a message at all: AWS answers some mistakes with 200
 */
public record ConverseReply(
    StopReason stop, Slice rawStopSequence, Usage usage, boolean hasMessage) {

  /** Takes the blocks of the message in order; texts are bodies of JSON strings. */
  public interface Blocks {
    void text(Slice raw);

    /**
     * Text with its sources: an array of Converse's citations. Without text they are the sources of
     * the text before.
     */
    void citedText(Slice raw, Slice citations);

    void toolUse(Slice rawId, String name, Slice input);

    void thinking(Slice raw, Slice rawSignature);

    /** Thinking that only its model can read, in base64. */
    void redacted(Slice rawBase64);

    /** What else the reply says, by Converse's name for it: {@code trace} and so on. */
    void extra(String name, Slice json);
  }

  /** Reads a body that is one object. */
  public static ConverseReply read(Slice body, boolean inputCountsCache, Blocks blocks) {
    JsonReader json = JsonReader.ofProvider(body);
    StopReason stop = StopReason.UNKNOWN;
    Slice stopSequence = Slice.EMPTY;
    Usage usage = Usage.NONE;
    boolean message = false;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "output" -> message |= output(json, blocks);
        case "stopReason" -> stop = StopReason.ofBedrock(json.string());
        case "usage" -> usage = ConverseUsage.read(json, inputCountsCache);
        case "additionalModelResponseFields" -> {
          Slice value = json.value();
          stopSequence = stopSequence(JsonReader.ofProvider(value));
          blocks.extra("additionalModelResponseFields", value);
        }
        case "trace", "serviceTier", "performanceConfig" -> blocks.extra(json.name(), json.value());
        default -> json.skip();
      }
    }
    json.end();
    return new ConverseReply(stop, stopSequence, usage, message);
  }

  /** The {@code stop_sequence} of Claude's additional fields; a stream wraps them in a delta. */
  static Slice stopSequence(JsonReader json) {
    Slice found = Slice.EMPTY;
    if (json.peek() != JsonKind.OBJECT) {
      json.skip();
      return found;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("stop_sequence") && json.peek() == JsonKind.STRING) {
        found = json.rawString();
      } else if (json.nameIs("delta")) {
        found = stopSequence(json);
      } else {
        json.skip();
      }
    }
    return found;
  }

  private static boolean output(JsonReader json, Blocks blocks) {
    boolean message = false;
    if (json.peek() != JsonKind.OBJECT) {
      json.skip();
      return message;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("message") && json.peek() == JsonKind.OBJECT) {
        message |= output(json, blocks);
      } else if (json.nameIs("content") && json.peek() == JsonKind.ARRAY) {
        message = true;
        json.beginArray();
        while (json.nextElement()) {
          block(json, blocks);
        }
      } else {
        json.skip();
      }
    }
    return message;
  }

  private static void block(JsonReader json, Blocks blocks) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> blocks.text(json.rawString());
        case "toolUse" -> toolUse(json, blocks);
        case "reasoningContent" -> reasoning(json, blocks);
        case "citationsContent" -> cited(json, blocks);
        default -> json.skip(); // what no chat API has a place for
      }
    }
  }

  private static void toolUse(JsonReader json, Blocks blocks) {
    Slice id = Slice.EMPTY;
    String name = "";
    Slice input = Slice.utf8("{}");
    boolean server = false;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "toolUseId" -> id = json.rawString();
        case "name" -> name = json.string();
        case "input" -> input = json.value();
        case "type" -> server = json.string().equals("server_tool_use");
        default -> json.skip();
      }
    }
    if (!server) { // a tool that Bedrock runs itself is none that the client could answer
      blocks.toolUse(id, name, input);
    }
  }

  private static void reasoning(JsonReader json, Blocks blocks) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "reasoningText" -> reasoningText(json, blocks);
        case "redactedContent" -> blocks.redacted(json.rawString());
        default -> json.skip();
      }
    }
  }

  private static void reasoningText(JsonReader json, Blocks blocks) {
    Slice text = Slice.EMPTY;
    Slice signature = Slice.EMPTY;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> text = json.rawString();
        case "signature" -> signature = json.rawString();
        default -> json.skip();
      }
    }
    blocks.thinking(text, signature);
  }

  private static void cited(JsonReader json, Blocks blocks) {
    Slice content = Slice.utf8("[]");
    Slice citations = Slice.utf8("[]");
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "content" -> content = json.value();
        case "citations" -> citations = json.value();
        default -> json.skip();
      }
    }
    boolean said = false;
    JsonReader texts = JsonReader.ofProvider(content);
    texts.beginArray();
    while (texts.nextElement()) {
      texts.beginObject();
      while (texts.nextMember()) {
        if (texts.nameIs("text")) {
          said = true;
          blocks.citedText(texts.rawString(), citations);
        } else {
          texts.skip();
        }
      }
    }
    if (!said) {
      blocks.citedText(Slice.EMPTY, citations);
    }
  }
}
