package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/**
 * Builds the {@code messages} array that Converse and Claude share: turns alternate, so messages of
 * one role in a row become one turn; blank texts, which both refuse, are left out.
 */
final class Turns {
  /** What stands where a model needs words and the client gave none; a space would be refused. */
  private static final Slice FILLER = Slice.utf8(".");

  /** How a user's turn begins. */
  private static final String USER = "{\"role\":\"user\",\"content\":[";

  // bedrock-runtime, ContentBlock: up to 20 images and 5 documents in a message
  private static final int MOST_IMAGES = 20;
  private static final int MOST_DOCUMENTS = 5;

  private final ByteWriter out;
  private final JsonWriter json;
  private final TextBlock texts;
  private final Rules rules;
  private Turn turn = Turn.NONE;
  private boolean results;
  private int documents;
  private int images;
  private boolean words;

  private enum Turn {
    NONE,
    USER,
    ASSISTANT
  }

  /** How a text block is spelled. */
  interface TextBlock {
    void write(JsonWriter json, Slice rawText, Slice cache, String at);
  }

  /**
   * What an API takes.
   *
   * @param textWithResults whether text may stand beside tool results in one turn
   * @param assistantFirst whether the assistant may begin
   * @param counts whether attachments are counted and documents want words beside them
   */
  record Rules(boolean textWithResults, boolean assistantFirst, boolean counts) {}

  /**
   * @param texts how this API spells text blocks
   * @param size the bytes to expect, about
   */
  Turns(TextBlock texts, Rules rules, int size) {
    this.out = new ByteWriter(size + 256);
    this.json = new JsonWriter(out);
    this.texts = texts;
    this.rules = rules;
  }

  boolean isEmpty() {
    return turn == Turn.NONE;
  }

  boolean endsWithAssistant() {
    return turn == Turn.ASSISTANT;
  }

  /** A text of the user; false if it is blank and left out. */
  boolean userText(Slice rawText, Slice cache, String at) {
    if (JsonText.isBlank(rawText)) {
      return false;
    }
    texts.write(user(), rawText, cache, at);
    words = true;
    return true;
  }

  /** A text of the assistant; false if it is blank and left out. */
  boolean assistantText(Slice rawText, Slice cache, String at) {
    if (JsonText.isBlank(rawText)) {
      return false;
    }
    texts.write(assistant(), rawText, cache, at);
    return true;
  }

  /** Where the next block of the user goes, other than a tool result. */
  JsonWriter user() {
    if (turn == Turn.USER && results && !rules.textWithResults) {
      assistantText(FILLER, Slice.EMPTY, "");
    }
    open(Turn.USER);
    return json;
  }

  /** Where the next attachment goes; Bedrock takes some of a kind in a turn, and words beside. */
  JsonWriter attachment(Attachment attachment, String at) {
    user();
    if (!rules.counts) {
      return json;
    }
    switch (attachment) {
      case Document _ -> documents = count(documents, MOST_DOCUMENTS, "documents", at);
      case Media(Media.Kind kind, _, _, _) when kind == Media.Kind.IMAGE ->
          images = count(images, MOST_IMAGES, "images", at);
      case Media _, SearchResult _ -> {}
    }
    return json;
  }

  private static int count(int before, int most, String what, String at) {
    if (before == most) {
      throw RequestFault.invalid(
          at, "`" + at + "`: Bedrock takes at most " + most + " " + what + " in one turn.");
    }
    return before + 1;
  }

  /** Where the next tool result goes. */
  JsonWriter result() {
    open(Turn.USER);
    results = true;
    return json;
  }

  /** Where the next block of the assistant goes. */
  JsonWriter assistant() {
    if (turn == Turn.NONE && !rules.assistantFirst) {
      userText(FILLER, Slice.EMPTY, "");
    }
    open(Turn.ASSISTANT);
    return json;
  }

  /** Where the bytes end now, for {@link CachePlan}. */
  int length() {
    return out.length();
  }

  /**
   * The turns as an array.
   *
   * @param caches the cache points among them
   * @param first blocks that the first turn, a user's, begins with; may be empty
   */
  Slice array(CachePlan caches, Slice first) {
    wordsForDocuments();
    Slice turns = caches.spliced(CachePlan.Section.MESSAGES, out.slice());
    ByteWriter all = new ByteWriter(turns.length() + first.length() + 8);
    all.put('[');
    if (first.isEmpty()) {
      all.put(turns);
    } else {
      int begin = turns.start() + USER.length();
      all.ascii(USER).put(first).put(',').put(turns.array(), begin, turns.end());
    }
    if (turn != Turn.NONE) {
      all.ascii("]}");
    }
    return all.put(']').slice();
  }

  private void wordsForDocuments() {
    if (documents > 0 && !words) {
      texts.write(json, FILLER, Slice.EMPTY, "");
      words = true;
    }
  }

  private void open(Turn wanted) {
    if (turn == wanted) {
      return;
    }
    if (turn != Turn.NONE) {
      wordsForDocuments();
      json.endArray().endObject();
    }
    turn = wanted;
    results = false;
    documents = 0;
    images = 0;
    words = false;
    json.beginObject().name("role").string(wanted == Turn.USER ? "user" : "assistant");
    json.name("content").beginArray();
  }
}
