package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.DocumentNames;
import routec.runtime.dialect.converse.ToolIds;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/**
 * Spells a chat as Converse's system blocks and turns.
 *
 * <p>What a model takes in no tool result moves behind the results of its turn.
 */
final class ConverseChatSink implements ChatSink {
  private static final Slice NO_OUTPUT = Slice.utf8("(no output)");
  private static final Slice MOVED = Slice.utf8("(shown behind the tool results)");

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final CachePlan caches;
  private final Turns turns;
  private final ByteWriter system = new ByteWriter(256);
  private final JsonWriter systemList = new JsonWriter(system);
  private final DocumentNames documentNames = new DocumentNames();
  private final CallIds ids;
  private final List<Moved> moved = new ArrayList<>();
  private int resultStart;

  /** What stood in a tool result. */
  private record Moved(Attachment attachment, String at) {}

  ConverseChatSink(
      ModelTraits traits, ToolNames names, Dropped dropped, CachePlan caches, int size) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
    this.caches = caches;
    this.ids =
        new CallIds(
            traits.has(Trait.NINE_CHARACTER_TOOL_IDS)
                ? ToolIds::toNineCharacters
                : ToolIds::toBackend);
    this.turns =
        new Turns(
            this::text,
            new Turns.Rules(
                traits.has(Trait.TEXT_WITH_TOOL_RESULTS),
                traits.has(Trait.ASSISTANT_FIRST),
                /* counts= */ true),
            size);
  }

  /** How Converse spells a cache point: a block of its own behind what is to be cached. */
  static void cachePoint(ByteWriter out, Slice control, boolean hour) {
    out.ascii(",{\"cachePoint\":{\"type\":\"default\"");
    out.ascii(hour ? ",\"ttl\":\"1h\"}}" : "}}");
  }

  /** The turns as an array, checked for what the model takes at its end. */
  Slice messages() {
    settle();
    if (turns.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` has nothing that a user says.");
    }
    if (turns.endsWithAssistant() && !traits.has(Trait.PREFILL)) {
      throw RequestFault.invalid(
          "messages",
          "This model can't go on with an assistant message: the last must be a user's.");
    }
    boolean within = traits.has(Trait.NO_SYSTEM) && !system.isEmpty();
    return turns.array(caches, within ? system.slice() : Slice.EMPTY);
  }

  /** Whether the conversation ends with words that the model is to go on with. */
  boolean endsWithAssistant() {
    return turns.endsWithAssistant();
  }

  /** The system blocks as an array; empty where there are none. */
  Slice system() {
    if (system.isEmpty() || traits.has(Trait.NO_SYSTEM)) {
      return Slice.EMPTY;
    }
    Slice blocks = caches.spliced(CachePlan.Section.SYSTEM, system.slice());
    return new ByteWriter(blocks.length() + 2).put('[').put(blocks).put(']').slice();
  }

  @Override
  public boolean fetchesImages() {
    return false;
  }

  @Override
  public void system(Slice rawText, Slice cache, String at) {
    if (JsonText.isBlank(rawText)) {
      caches.lost(cache, at);
      return;
    }
    systemList.beginObject().name("text").rawString(rawText).endObject();
    caches.add(CachePlan.Section.SYSTEM, system.length(), cache, at);
  }

  @Override
  public void userText(Slice rawText, Slice cache, String at) {
    settle();
    if (!turns.userText(rawText, cache, at)) {
      caches.lost(cache, at);
    }
  }

  @Override
  public void expect(Media.Kind kind, String at) {
    if (!traits.has(kind.trait())) {
      throw kind.refused(at);
    }
  }

  @Override
  public void userAttachment(Attachment attachment, Slice cache, String at) {
    settle();
    check(attachment, at, /* inResult= */ false);
    write(attachment, turns.attachment(attachment, at));
    caches.add(CachePlan.Section.MESSAGES, turns.length(), cache, at);
  }

  @Override
  public void assistantText(Slice rawText, Slice cache, String at) {
    settle();
    if (!turns.assistantText(rawText, cache, at)) {
      caches.lost(cache, at);
    }
  }

  @Override
  public void thinking(Slice rawText, Slice rawSignature, String at) {
    settle();
    if (!takesThinking()) {
      dropped.add(at);
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("reasoningContent").beginObject();
    json.name("reasoningText").beginObject().name("text").rawString(rawText);
    json.name("signature").rawString(rawSignature).endObject().endObject().endObject();
  }

  @Override
  public void redacted(Slice rawData, String at) {
    settle();
    if (!takesThinking()) {
      dropped.add(at);
      return;
    }
    JsonWriter json = turns.assistant();
    json.beginObject().name("reasoningContent").beginObject();
    json.name("redactedContent").rawString(RedactedThinking.toConverse(rawData));
    json.endObject().endObject();
  }

  @Override
  public void call(String id, String name, Slice input) {
    settle();
    JsonWriter json = turns.assistant();
    json.beginObject().name("toolUse").beginObject();
    json.name("toolUseId").string(ids.ofCall(id)).name("name").string(names.toBackend(name));
    json.name("input").raw(input).endObject().endObject();
  }

  @Override
  public void beginResult(String id) {
    JsonWriter json = turns.result();
    json.beginObject().name("toolResult").beginObject();
    json.name("toolUseId").string(ids.ofResult(id)).name("content").beginArray();
    resultStart = json.out().length();
  }

  @Override
  public void resultText(Slice rawText) {
    if (JsonText.isBlank(rawText)) {
      return;
    }
    JsonWriter json = turns.result().beginObject();
    if (!traits.has(Trait.JSON_TOOL_RESULTS)) {
      json.name("text").rawString(rawText);
    } else {
      Values.objectWithin(rawText)
          .ifPresentOrElse(
              object -> json.name("json").raw(object),
              () -> json.name("json").beginObject().name("result").rawString(rawText).endObject());
    }
    json.endObject();
  }

  @Override
  public void resultAttachment(Attachment attachment, String at) {
    check(attachment, at, /* inResult= */ true);
    if (takesInResult(attachment)) {
      write(attachment, turns.result());
    } else {
      resultText(MOVED);
      moved.add(new Moved(attachment, at));
    }
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
    caches.add(CachePlan.Section.MESSAGES, turns.length(), cache, at);
  }

  private void settle() {
    List<Moved> all = List.copyOf(moved);
    moved.clear();
    for (Moved one : all) {
      write(one.attachment, turns.attachment(one.attachment, one.at));
    }
  }

  /** Thinking goes back where it came from; of a model that nobody knows Bedrock judges. */
  private boolean takesThinking() {
    return traits.has(Trait.TAKES_THINKING)
        || traits.family().equals(ModelTraits.CONSERVATIVE.family());
  }

  private boolean takesInResult(Attachment attachment) {
    return switch (attachment) {
      case Media media ->
          media.kind() == Media.Kind.IMAGE && traits.has(Trait.IMAGES_IN_TOOL_RESULTS);
      case Document document ->
          traits.has(Trait.DOCUMENTS_IN_TOOL_RESULTS)
              || traits.has(Trait.TEXT_DOCUMENTS_IN_TOOL_RESULTS)
                  && (document.format().equals("txt") || document.format().equals("csv"));
      case SearchResult _ -> true;
    };
  }

  /**
   * Refuses what the model takes from nowhere; Claude takes documents in S3 in tool results only.
   */
  private void check(Attachment attachment, String at, boolean inResult) {
    String lacks =
        switch (attachment) {
          case Media media -> media.inS3() && !traits.has(Trait.S3_SOURCES) ? "media in S3" : "";
          case Document document ->
              document.source() instanceof Document.InS3
                      && !traits.has(Trait.S3_SOURCES)
                      && !(inResult && traits.isClaude())
                  ? "documents in S3"
                  : "";
          case SearchResult _ -> traits.isClaude() ? "" : "search results";
        };
    if (!lacks.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + "`: this model takes no " + lacks + ".");
    }
  }

  private void text(JsonWriter json, Slice rawText, Slice cache, String at) {
    json.beginObject().name("text").rawString(rawText).endObject();
    caches.add(CachePlan.Section.MESSAGES, json.out().length(), cache, at);
  }

  private void write(Attachment attachment, JsonWriter json) {
    switch (attachment) {
      case Media media -> write(media, json);
      case Document document -> write(document, json);
      case SearchResult found -> write(found, json);
    }
  }

  private static void write(Media media, JsonWriter json) {
    json.beginObject().name(media.kind().word()).beginObject();
    json.name("format").string(media.format()).name("source").beginObject();
    if (media.inS3()) {
      json.name("s3Location").beginObject().name("uri").string(media.source()).endObject();
    } else {
      json.name("bytes").rawString(Slice.utf8(media.source()));
    }
    json.endObject().endObject().endObject();
  }

  private void write(Document document, JsonWriter json) {
    json.beginObject().name("document").beginObject().name("format").string(document.format());
    json.name("name").string(documentNames.of(document.title()));
    json.name("source").beginObject();
    switch (document.source()) {
      case Document.Bytes(String base64) -> json.name("bytes").rawString(Slice.utf8(base64));
      case Document.InS3(String uri) ->
          json.name("s3Location").beginObject().name("uri").string(uri).endObject();
      case Document.Passages(List<Slice> texts) -> passages(texts, json);
    }
    json.endObject();
    if (!document.rawContext().isEmpty()) {
      json.name("context").rawString(document.rawContext());
    }
    if (document.citations()) {
      json.name("citations").raw("{\"enabled\":true}");
    }
    json.endObject().endObject();
  }

  private static void write(SearchResult found, JsonWriter json) {
    json.beginObject().name("searchResult").beginObject();
    json.name("source").rawString(found.rawSource()).name("title").rawString(found.rawTitle());
    passages(found.rawTexts(), json);
    if (found.citations()) {
      json.name("citations").raw("{\"enabled\":true}");
    }
    json.endObject().endObject();
  }

  private static void passages(List<Slice> rawTexts, JsonWriter json) {
    json.name("content").beginArray();
    for (Slice text : rawTexts) {
      json.beginObject().name("text").rawString(text).endObject();
    }
    json.endArray();
  }
}
