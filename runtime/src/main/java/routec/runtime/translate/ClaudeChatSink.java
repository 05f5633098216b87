package routec.runtime.translate;

import java.util.Base64;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolIds;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** Spells a chat as Claude's system blocks and messages. */
final class ClaudeChatSink implements ChatSink {
  private static final Slice NO_OUTPUT = Slice.utf8("(no output)");

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final Turns turns =
      new Turns(ClaudeChatSink::text, /* textWithResults= */ true, /* assistantFirst= */ true);
  private final ByteWriter system = new ByteWriter(256);
  private final JsonWriter systemList = new JsonWriter(system);
  private int resultStart;

  ClaudeChatSink(ModelTraits traits, ToolNames names, Dropped dropped) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
  }

  /** The messages as an array, checked for what the model takes at its end. */
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
    if (JsonText.isBlank(rawText)) {
      lost(cache, at);
    } else {
      text(systemList, rawText, cache);
    }
  }

  @Override
  public void userText(Slice rawText, Slice cache, String at) {
    if (!turns.userText(rawText, cache)) {
      lost(cache, at);
    }
  }

  @Override
  public void userImage(Values.Image image, Slice cache, String at) {
    image(turns.user(), image, cache);
  }

  @Override
  public void userDocument(Document document, Slice cache, String at) {
    document(turns.user(), document, cache);
  }

  @Override
  public void assistantText(Slice rawText, Slice cache, String at) {
    if (!turns.assistantText(rawText, cache)) {
      lost(cache, at);
    }
  }

  @Override
  public void thinking(Slice rawText, Slice rawSignature) {
    if (!thinks()) {
      dropped.add("thinking_blocks");
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("thinking").name("thinking").rawString(rawText);
    json.name("signature").rawString(rawSignature).endObject();
  }

  @Override
  public void redacted(Slice rawData) {
    if (!thinks()) {
      dropped.add("thinking_blocks");
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("redacted_thinking");
    json.name("data").rawString(rawData).endObject();
  }

  @Override
  public void call(String id, String name, Slice input) {
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("tool_use").name("id").string(ToolIds.toClaude(id));
    json.name("name").string(names.toBackend(name)).name("input").raw(input).endObject();
  }

  @Override
  public void beginResult(String id) {
    JsonWriter json = turns.result();
    json.beginObject().name("type").string("tool_result");
    json.name("tool_use_id").string(ToolIds.toClaude(id)).name("content").beginArray();
    resultStart = json.out().length();
  }

  @Override
  public void resultText(Slice rawText) {
    if (!JsonText.isBlank(rawText)) {
      text(turns.result(), rawText, Slice.EMPTY);
    }
  }

  @Override
  public void resultImage(Values.Image image, String at) {
    image(turns.result(), image, Slice.EMPTY);
  }

  @Override
  public void resultDocument(Document document, String at) {
    document(turns.result(), document, Slice.EMPTY);
  }

  @Override
  public void endResult(boolean error, Slice cache, String at) {
    JsonWriter json = turns.result();
    if (json.out().length() == resultStart) {
      resultText(NO_OUTPUT);
    }
    json.endArray();
    if (error) {
      json.name("is_error").bool(true);
    }
    cache(json, cache);
    json.endObject();
  }

  /** A model that can't think refuses the thinking of others; of an unknown one Bedrock judges. */
  private boolean thinks() {
    return traits.has(Trait.THINKING_BUDGET)
        || traits.has(Trait.THINKING_ADAPTIVE)
        || traits.family().equals("claude");
  }

  /** A blank text is left out, and its cache point with it. */
  private void lost(Slice cache, String at) {
    if (!cache.isEmpty()) {
      dropped.add(at + ".cache_control");
    }
  }

  private static void text(JsonWriter json, Slice rawText, Slice cache) {
    json.beginObject().name("type").string("text").name("text").rawString(rawText);
    cache(json, cache);
    json.endObject();
  }

  private static void image(JsonWriter json, Values.Image image, Slice cache) {
    json.beginObject().name("type").string("image").name("source").beginObject();
    json.name("type").string("base64").name("media_type").string("image/" + image.format());
    json.name("data").rawString(Slice.utf8(image.base64())).endObject();
    cache(json, cache);
    json.endObject();
  }

  private static void document(JsonWriter json, Document document, Slice cache) {
    boolean pdf = document.format().equals("pdf");
    json.beginObject().name("type").string("document").name("source").beginObject();
    json.name("type").string(pdf ? "base64" : "text");
    json.name("media_type").string(pdf ? "application/pdf" : "text/plain").name("data");
    if (pdf) {
      json.string(document.base64());
    } else {
      json.utf8(Slice.of(Base64.getDecoder().decode(document.base64())));
    }
    json.endObject();
    if (!document.title().isEmpty()) {
      json.name("title").string(document.title());
    }
    cache(json, cache);
    json.endObject();
  }

  private static void cache(JsonWriter json, Slice cache) {
    if (!cache.isEmpty()) {
      json.name("cache_control").raw(cache);
    }
  }
}
