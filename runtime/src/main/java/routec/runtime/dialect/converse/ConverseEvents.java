package routec.runtime.dialect.converse;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;

/**
 * Takes the events of a ConverseStream; texts are bodies of JSON strings, valid until the next
 * frame is read.
 *
 * <p>Bedrock begins only tool blocks with an event of their own; text and thinking begin with their
 * first delta.
 */
public interface ConverseEvents {
  void messageStart();

  /** A tool call begins; {@code server} where Bedrock itself answers it. */
  void toolStart(long block, Slice rawId, String name, boolean server);

  void text(long block, Slice raw);

  /** A piece of a call's input. */
  void input(long block, Slice raw);

  void thinking(long block, Slice raw);

  void signature(long block, Slice raw);

  void redacted(long block, Slice rawBase64);

  /** A source of the block's text, Converse's own object. */
  void citation(long block, Slice json);

  void blockStop(long block);

  /** The model has finished; the stop sequence is what Claude says in the additional fields. */
  void messageStop(StopReason stop, Slice rawStopSequence);

  void usage(Usage usage);

  /** What else the stream's end says, by Converse's name for it: {@code trace} and so on. */
  void extra(String name, Slice json);

  /** Reads one event; one that this release doesn't know is nothing that a client waits for. */
  static void read(String type, Slice payload, boolean inputCountsCache, ConverseEvents to) {
    JsonReader json = JsonReader.ofProvider(payload);
    switch (type) {
      case "messageStart" -> to.messageStart();
      case "contentBlockStart", "contentBlockDelta", "contentBlockStop" -> block(type, json, to);
      case "messageStop" -> messageStop(json, to);
      case "metadata" -> metadata(json, inputCountsCache, to);
      default -> {}
    }
  }

  private static void block(String type, JsonReader json, ConverseEvents to) {
    long block = 0;
    Slice start = Slice.EMPTY;
    Slice delta = Slice.EMPTY;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "contentBlockIndex" -> block = json.integer();
        case "start" -> start = json.value();
        case "delta" -> delta = json.value();
        default -> json.skip();
      }
    }
    if (!start.isEmpty()) {
      start(block, JsonReader.ofProvider(start), to);
    }
    if (!delta.isEmpty()) {
      delta(block, JsonReader.ofProvider(delta), to);
    }
    if (type.equals("contentBlockStop")) {
      to.blockStop(block);
    }
  }

  private static void start(long block, JsonReader json, ConverseEvents to) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("toolUse")) {
        tool(block, json, to);
      } else {
        json.skip();
      }
    }
  }

  private static void tool(long block, JsonReader json, ConverseEvents to) {
    Slice id = Slice.EMPTY;
    String name = "";
    boolean server = false;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "toolUseId" -> id = json.rawString();
        case "name" -> name = json.string();
        case "type" -> server = json.string().equals("server_tool_use");
        default -> json.skip();
      }
    }
    to.toolStart(block, id, name, server);
  }

  private static void delta(long block, JsonReader json, ConverseEvents to) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> to.text(block, json.rawString());
        case "toolUse" -> input(block, json, to);
        case "reasoningContent" -> reasoning(block, json, to);
        case "citation" -> to.citation(block, json.value());
        default -> json.skip();
      }
    }
  }

  private static void input(long block, JsonReader json, ConverseEvents to) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("input") && json.peek() == JsonKind.STRING) {
        to.input(block, json.rawString());
      } else {
        json.skip();
      }
    }
  }

  private static void reasoning(long block, JsonReader json, ConverseEvents to) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> to.thinking(block, json.rawString());
        case "signature" -> to.signature(block, json.rawString());
        case "redactedContent" -> to.redacted(block, json.rawString());
        default -> json.skip();
      }
    }
  }

  private static void messageStop(JsonReader json, ConverseEvents to) {
    StopReason stop = StopReason.UNKNOWN;
    Slice stopSequence = Slice.EMPTY;
    boolean said = false;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("stopReason")) {
        stop = StopReason.ofBedrock(json.string());
        said = true;
      } else if (json.nameIs("additionalModelResponseFields")) {
        Slice value = json.value();
        stopSequence = ConverseReply.stopSequence(JsonReader.ofProvider(value));
        to.extra("additionalModelResponseFields", value);
      } else {
        json.skip();
      }
    }
    if (said) {
      to.messageStop(stop, stopSequence);
    }
  }

  private static void metadata(JsonReader json, boolean inputCountsCache, ConverseEvents to) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "usage" -> {
          if (json.peek() == JsonKind.OBJECT) {
            to.usage(ConverseUsage.read(json, inputCountsCache));
          } else {
            json.skip();
          }
        }
        case "trace", "serviceTier", "performanceConfig" -> to.extra(json.name(), json.value());
        default -> json.skip();
      }
    }
  }
}
