package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.CachePoints;
import routec.runtime.dialect.converse.DocumentNames;
import routec.runtime.dialect.converse.ToolIds;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** Spells a chat as Converse's system blocks and turns. */
final class ConverseChatSink implements ChatSink {
  private static final Slice NO_OUTPUT = Slice.utf8("(no output)");

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final Turns turns;
  private final ByteWriter system = new ByteWriter(256);
  private final JsonWriter systemList = new JsonWriter(system);
  private final DocumentNames documentNames = new DocumentNames();
  private int resultStart;

  ConverseChatSink(ModelTraits traits, ToolNames names, Dropped dropped) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
    this.turns =
        new Turns(
            (json, text, _) -> json.beginObject().name("text").rawString(text).endObject(),
            traits.has(Trait.TEXT_WITH_TOOL_RESULTS),
            traits.has(Trait.ASSISTANT_FIRST));
  }

  /** The turns as an array, checked for what the model takes at its end. */
  Slice messages() {
    if (turns.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` has nothing that a user says.");
    }
    if (turns.endsWithAssistant() && !traits.has(Trait.PREFILL)) {
      throw RequestFault.invalid(
          "messages",
          "This model can't go on with an assistant message: the last must be a user's.");
    }
    return turns.array();
  }

  /** The system blocks as an array; empty where there are none. */
  Slice system() {
    return system.isEmpty()
        ? Slice.EMPTY
        : new ByteWriter(system.length() + 2).put('[').put(system.slice()).put(']').slice();
  }

  @Override
  public void system(Slice rawText, Slice cache, String at) {
    if (!JsonText.isBlank(rawText)) {
      systemList.beginObject().name("text").rawString(rawText).endObject();
      cachePoint(systemList, cache, at);
    }
  }

  @Override
  public void userText(Slice rawText, Slice cache, String at) {
    if (turns.userText(rawText, cache)) {
      cachePoint(turns.user(), cache, at);
    }
  }

  @Override
  public void userImage(Values.Image image, Slice cache, String at) {
    if (!traits.has(Trait.IMAGES)) {
      throw RequestFault.invalid(at, "`" + at + "`: this model takes no images.");
    }
    write(image, turns.user());
    cachePoint(turns.user(), cache, at);
  }

  @Override
  public void userDocument(Document document, Slice cache, String at) {
    write(document, turns.document());
    cachePoint(turns.user(), cache, at);
  }

  @Override
  public void assistantText(Slice rawText, Slice cache, String at) {
    if (turns.assistantText(rawText, cache)) {
      cachePoint(turns.assistant(), cache, at);
    }
  }

  @Override
  public void thinking(Slice rawText, Slice rawSignature) {
    JsonWriter json = turns.assistant();
    json.beginObject().name("reasoningContent").beginObject();
    json.name("reasoningText").beginObject().name("text").rawString(rawText);
    json.name("signature").rawString(rawSignature).endObject().endObject().endObject();
  }

  @Override
  public void redacted(Slice rawData) {
    JsonWriter json = turns.assistant();
    json.beginObject().name("reasoningContent").beginObject();
    json.name("redactedContent").rawString(RedactedThinking.toConverse(rawData));
    json.endObject().endObject();
  }

  @Override
  public void call(String id, String name, Slice input) {
    JsonWriter json = turns.assistant();
    json.beginObject().name("toolUse").beginObject();
    json.name("toolUseId").string(backendId(id)).name("name").string(names.toBackend(name));
    json.name("input").raw(input).endObject().endObject();
  }

  @Override
  public void beginResult(String id) {
    JsonWriter json = turns.result();
    json.beginObject().name("toolResult").beginObject();
    json.name("toolUseId").string(backendId(id)).name("content").beginArray();
    resultStart = json.out().length();
  }

  @Override
  public void resultText(Slice rawText) {
    if (!JsonText.isBlank(rawText)) {
      turns.result().beginObject().name("text").rawString(rawText).endObject();
    }
  }

  @Override
  public void resultImage(Values.Image image, String at) {
    if (!traits.has(Trait.IMAGES_IN_TOOL_RESULTS)) {
      throw RequestFault.invalid(at, "`" + at + "`: this model takes no images in tool results.");
    }
    write(image, turns.result());
  }

  @Override
  public void resultDocument(Document document, String at) {
    write(document, turns.result());
  }

  @Override
  public void endResult(boolean error, Slice cache, String at) {
    JsonWriter json = turns.result();
    if (json.out().length() == resultStart) {
      resultText(NO_OUTPUT);
    }
    json.endArray();
    if (error && traits.has(Trait.TOOL_RESULT_STATUS)) {
      json.name("status").string("error");
    }
    json.endObject().endObject();
    cachePoint(json, cache, at);
  }

  private void cachePoint(JsonWriter json, Slice cache, String at) {
    if (cache.isEmpty()) {
      return;
    }
    if (traits.has(Trait.CACHE_POINTS)) {
      CachePoints.write(json, cache);
    } else {
      dropped.add(at + ".cache_control");
    }
  }

  private String backendId(String id) {
    return traits.has(Trait.NINE_CHARACTER_TOOL_IDS)
        ? ToolIds.toNineCharacters(id)
        : ToolIds.toBackend(id);
  }

  private void write(Document document, JsonWriter json) {
    json.beginObject().name("document").beginObject().name("format").string(document.format());
    json.name("name").string(documentNames.of(document.title()));
    json.name("source").beginObject().name("bytes").string(document.base64()).endObject();
    if (!document.rawContext().isEmpty()) {
      json.name("context").rawString(document.rawContext());
    }
    if (document.citations()) {
      json.name("citations").raw("{\"enabled\":true}");
    }
    json.endObject().endObject();
  }

  private static void write(Values.Image image, JsonWriter json) {
    json.beginObject().name("image").beginObject().name("format").string(image.format());
    json.name("source").beginObject().name("bytes").rawString(Slice.utf8(image.base64()));
    json.endObject().endObject().endObject();
  }
}
