package routec.runtime.translate;

import java.util.List;
import java.util.function.BiConsumer;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatChunks;
import routec.runtime.dialect.openai.ChatReply;
import routec.runtime.fault.Fault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/**
 * What the translator of an answer must know of its request.
 *
 * @param traits what the model can do
 * @param names the client's names of its tools
 * @param answerTool the tool whose input is the model's answer; empty where there is none
 * @param stops the stop sequences, bodies of JSON strings
 * @param fields whether the client asked for fields of the model's own reply
 * @param legacy whether the client knows one function call and no tools
 */
record Asked(
    ModelTraits traits,
    ToolNames names,
    String answerTool,
    List<Slice> stops,
    boolean fields,
    boolean legacy) {
  Asked {
    stops = List.copyOf(stops);
  }

  boolean isAnswer(String tool) {
    return !answerTool.isEmpty() && answerTool.equals(tool);
  }

  /** Takes the stop sequence off the text's end, where the model leaves it there. */
  StopTail tail() {
    return new StopTail(stops, traits.has(Trait.ECHOES_STOP));
  }

  boolean inputCountsCache() {
    return traits.has(Trait.INPUT_COUNTS_CACHE);
  }

  /**
   * The stop sequence that the model met, the body of a JSON string; empty where nobody knows. Only
   * Claude says it; of a single one that was met there is no doubt.
   *
   * @param told what the reply says; may be empty
   */
  Slice met(StopReason said, Slice told) {
    return told.isEmpty() && said == StopReason.STOP_SEQUENCE && stops.size() == 1
        ? stops.getFirst()
        : told;
  }

  /** Why the model stopped, as the client is to see it. */
  StopReason stop(StopReason said, boolean hasCalls) {
    if (hasCalls && said == StopReason.UNKNOWN) {
      return StopReason.TOOL_USE;
    }
    return !hasCalls && !answerTool.isEmpty() && said == StopReason.TOOL_USE
        ? StopReason.END_TURN
        : said;
  }

  /** Adds a call to a reply in the form in which the client knows the tool. */
  void call(Slice rawId, String name, Slice input, ChatReply chat) {
    Slice clientName = names.toClient(name);
    if (legacy) {
      chat.legacyCall(clientName, input);
    } else if (names.isText(clientName)) {
      chat.customCall(rawId, clientName, textOf(input));
    } else {
      chat.call(rawId, clientName, input);
    }
  }

  /** Writes a call in one piece in the form in which the client knows the tool. */
  void whole(Slice rawId, Slice clientName, ByteWriter input, ChatChunks chunks, ByteWriter out) {
    Slice json = input.isEmpty() ? Slice.utf8("{}") : input.slice();
    if (legacy) {
      chunks.legacyCall(clientName, json, out);
    } else {
      chunks.customCall(rawId, clientName, textOf(json), out);
    }
  }

  /** The text that a custom tool is called with, the body of a JSON string. */
  static Slice textOf(Slice input) {
    try {
      JsonMembers members = JsonMembers.read(input, JsonOrigin.PROVIDER);
      Slice text = members.find("input").orElse(Slice.EMPTY);
      if (!text.isEmpty() && JsonReader.ofProvider(text).peek() == JsonKind.STRING) {
        return JsonReader.ofProvider(text).rawString();
      }
    } catch (Fault cutShort) {
      // the client gets what there is
    }
    ByteWriter out = new ByteWriter(input.length() + 16);
    JsonText.escape(input, out);
    return out.slice();
  }

  /** Hands on what the reply says beside the message, by the name that clients find it under. */
  void extra(String name, Slice json, BiConsumer<String, Slice> to) {
    switch (name) {
      case "trace" -> to.accept("amazon-bedrock-trace", json);
      case "serviceTier" -> {
        JsonReader tier = JsonReader.ofProvider(json);
        if (tier.peek() != JsonKind.OBJECT) {
          return;
        }
        tier.beginObject();
        while (tier.nextMember()) {
          if (tier.nameIs("type")) {
            to.accept("service_tier", tier.value());
          } else {
            tier.skip();
          }
        }
      }
      case "additionalModelResponseFields" -> {
        if (fields) {
          to.accept(name, json);
        }
      }
      default -> to.accept(name, json);
    }
  }
}
