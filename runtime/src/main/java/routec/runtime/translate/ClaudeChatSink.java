package routec.runtime.translate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

  private final ClaudeHost host;
  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final CachePlan caches;
  private final CallIds ids = new CallIds(ToolIds::toClaude);
  private final Turns turns;
  private final ByteWriter system = new ByteWriter(256);
  private final JsonWriter systemList = new JsonWriter(system);
  private int resultStart;

  ClaudeChatSink(
      ClaudeHost host,
      ModelTraits traits,
      ToolNames names,
      Dropped dropped,
      CachePlan caches,
      int size) {
    this.host = host;
    this.turns =
        new Turns(
            this::text,
            new Turns.Rules(
                /* textWithResults= */ true, /* assistantFirst= */ true, /* counts= */ false),
            size);
    this.caches = caches;
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
    return turns.array(caches, Slice.EMPTY);
  }

  /** Whether the conversation ends with words that the model is to go on with. */
  boolean endsWithAssistant() {
    return turns.endsWithAssistant();
  }

  /** How Claude spells a cache point: a member of what is to be cached. */
  static void cachePoint(ByteWriter out, Slice control, boolean hour) {
    out.ascii(",\"cache_control\":{\"type\":\"ephemeral\"");
    out.ascii(hour ? ",\"ttl\":\"1h\"}" : "}");
  }

  /** The system blocks as an array; empty where there are none. */
  Slice system() {
    if (system.isEmpty()) {
      return Slice.EMPTY;
    }
    Slice blocks = caches.spliced(CachePlan.Section.SYSTEM, system.slice());
    return new ByteWriter(blocks.length() + 2).put('[').put(blocks).put(']').slice();
  }

  @Override
  public boolean fetchesImages() {
    return host == ClaudeHost.ANTHROPIC;
  }

  @Override
  public void system(Slice rawText, Slice cache, String at) {
    if (JsonText.isBlank(rawText)) {
      caches.lost(cache, at);
      return;
    }
    systemList.beginObject().name("type").string("text").name("text").rawString(rawText);
    caches.add(CachePlan.Section.SYSTEM, system.length(), cache, at);
    systemList.endObject();
  }

  @Override
  public void userText(Slice rawText, Slice cache, String at) {
    if (!turns.userText(rawText, cache, at)) {
      caches.lost(cache, at);
    }
  }

  @Override
  public void expect(Media.Kind kind, String at) {
    if (kind != Media.Kind.IMAGE) {
      throw unfit(at);
    }
    if (!traits.has(Trait.IMAGES)) {
      throw kind.refused(at);
    }
  }

  @Override
  public void userAttachment(Attachment attachment, Slice cache, String at) {
    write(attachment, turns.attachment(attachment, at), cache, at);
  }

  @Override
  public void assistantText(Slice rawText, Slice cache, String at) {
    if (!turns.assistantText(rawText, cache, at)) {
      caches.lost(cache, at);
    }
  }

  @Override
  public void thinking(Slice rawText, Slice rawSignature, String at) {
    if (!thinks()) {
      dropped.add(at);
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("thinking").name("thinking").rawString(rawText);
    json.name("signature").rawString(rawSignature).endObject();
  }

  @Override
  public void redacted(Slice rawData, String at) {
    if (!thinks()) {
      dropped.add(at);
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("redacted_thinking");
    json.name("data").rawString(rawData).endObject();
  }

  @Override
  public void call(String id, String name, Slice input) {
    JsonWriter json = turns.assistant();
    json.beginObject().name("type").string("tool_use").name("id").string(ids.ofCall(id));
    json.name("name").string(names.toBackend(name)).name("input").raw(input).endObject();
  }

  @Override
  public void beginResult(String id) {
    JsonWriter json = turns.result();
    json.beginObject().name("type").string("tool_result");
    json.name("tool_use_id").string(ids.ofResult(id)).name("content").beginArray();
    resultStart = json.out().length();
  }

  @Override
  public void resultText(Slice rawText) {
    if (!JsonText.isBlank(rawText)) {
      text(turns.result(), rawText, Slice.EMPTY, "");
    }
  }

  @Override
  public void resultAttachment(Attachment attachment, String at) {
    write(attachment, turns.result(), Slice.EMPTY, at);
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
    end(json, cache, at);
  }

  /** A model that can't think refuses the thinking of others; of an unknown one Bedrock judges. */
  private boolean thinks() {
    return traits.has(Trait.TAKES_THINKING) || traits.family().equals("claude");
  }

  private void text(JsonWriter json, Slice rawText, Slice cache, String at) {
    json.beginObject().name("type").string("text").name("text").rawString(rawText);
    end(json, cache, at);
  }

  private void write(Attachment attachment, JsonWriter json, Slice cache, String at) {
    switch (attachment) {
      case Media media -> image(json, media, at);
      case Document document -> document(json, document, at);
      case SearchResult found -> searchResult(json, found);
    }
    end(json, cache, at);
  }

  private static RequestFault unfit(String at) {
    return RequestFault.invalid(
        at, "`" + at + "`: Claude takes images in the request itself, no audio or video.");
  }

  private static void image(JsonWriter json, Media media, String at) {
    if (media.inS3()) {
      throw unfit(at);
    }
    json.beginObject().name("type").string("image").name("source").beginObject();
    if (media.place() == Media.Place.WEB) {
      json.name("type").string("url").name("url").string(media.source()).endObject();
      return;
    }
    json.name("type").string("base64").name("media_type").string("image/" + media.format());
    json.name("data").rawString(Slice.utf8(media.source())).endObject();
  }

  private static void document(JsonWriter json, Document document, String at) {
    json.beginObject().name("type").string("document").name("source").beginObject();
    switch (document.source()) {
      case Document.Bytes(String base64) when document.format().equals("pdf") -> {
        json.name("type").string("base64").name("media_type").string("application/pdf");
        json.name("data").string(base64);
      }
      case Document.Bytes(String base64) when document.isText() -> {
        json.name("type").string("text").name("media_type").string("text/plain");
        json.name("data").utf8(checkedText(base64, at));
      }
      case Document.Passages(List<Slice> texts) -> {
        json.name("type").string("content").name("content");
        passages(texts, json);
      }
      case Document.Bytes _, Document.InS3 _ ->
          throw RequestFault.invalid(
              at, "`" + at + "`: Claude takes PDF and text documents, in the request itself.");
    }
    json.endObject();
    if (!document.title().isEmpty()) {
      json.name("title").string(document.title());
    }
  }

  /** Text as UTF-8, which JSON must be. */
  private static Slice checkedText(String base64, String at) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw RequestFault.invalid(at, "`" + at + "` must be text in UTF-8.");
    }
    return Slice.of(bytes);
  }

  private static void searchResult(JsonWriter json, SearchResult found) {
    json.beginObject().name("type").string("search_result");
    json.name("source").rawString(found.rawSource()).name("title").rawString(found.rawTitle());
    json.name("content");
    passages(found.rawTexts(), json);
  }

  private static void passages(List<Slice> rawTexts, JsonWriter json) {
    json.beginArray();
    for (Slice text : rawTexts) {
      json.beginObject().name("type").string("text").name("text").rawString(text).endObject();
    }
    json.endArray();
  }

  /** Ends a block, whose last member is its cache point. */
  private void end(JsonWriter json, Slice cache, String at) {
    caches.add(CachePlan.Section.MESSAGES, json.out().length(), cache, at);
    json.endObject();
  }
}
