package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/**
 * Builds the {@code messages} array that Converse and Claude share: turns alternate, so messages of
 * one role in a row become one turn; blank texts, which both refuse, are left out.
 */
final class Turns {
  /** What stands where a model needs words and the client gave none; a space would be refused. */
  private static final Slice FILLER = Slice.utf8(".");

  private final ByteWriter out = new ByteWriter(1024);
  private final JsonWriter json = new JsonWriter(out);
  private final TextBlock texts;
  private final boolean textWithResults;
  private final boolean assistantFirst;
  private Turn turn = Turn.NONE;
  private boolean results;
  private boolean documents;
  private boolean words;

  private enum Turn {
    NONE,
    USER,
    ASSISTANT
  }

  /** How a text block is spelled. */
  interface TextBlock {
    void write(JsonWriter json, Slice rawText, Slice cache);
  }

  /**
   * @param texts how this API spells text blocks
   * @param textWithResults whether text may stand beside tool results in one turn
   * @param assistantFirst whether the assistant may begin
   */
  Turns(TextBlock texts, boolean textWithResults, boolean assistantFirst) {
    this.texts = texts;
    this.textWithResults = textWithResults;
    this.assistantFirst = assistantFirst;
  }

  boolean isEmpty() {
    return turn == Turn.NONE;
  }

  boolean endsWithAssistant() {
    return turn == Turn.ASSISTANT;
  }

  /** A text of the user; false if it is blank and left out. */
  boolean userText(Slice rawText, Slice cache) {
    if (JsonText.isBlank(rawText)) {
      return false;
    }
    texts.write(user(), rawText, cache);
    words = true;
    return true;
  }

  /** A text of the assistant; false if it is blank and left out. */
  boolean assistantText(Slice rawText, Slice cache) {
    if (JsonText.isBlank(rawText)) {
      return false;
    }
    texts.write(assistant(), rawText, cache);
    return true;
  }

  /** Where the next block of the user goes, other than a tool result. */
  JsonWriter user() {
    if (turn == Turn.USER && results && !textWithResults) {
      assistantText(FILLER, Slice.EMPTY);
    }
    open(Turn.USER);
    return json;
  }

  /** Where the next document goes; Bedrock wants words beside one. */
  JsonWriter document() {
    user();
    documents = true;
    return json;
  }

  /** Where the next tool result goes. */
  JsonWriter result() {
    open(Turn.USER);
    results = true;
    return json;
  }

  /** Where the next block of the assistant goes. */
  JsonWriter assistant() {
    if (turn == Turn.NONE && !assistantFirst) {
      userText(FILLER, Slice.EMPTY);
    }
    open(Turn.ASSISTANT);
    return json;
  }

  /** The turns as an array. */
  Slice array() {
    wordsForDocuments();
    ByteWriter all = new ByteWriter(out.length() + 8);
    all.put('[').put(out.slice());
    if (turn != Turn.NONE) {
      all.ascii("]}");
    }
    return all.put(']').slice();
  }

  private void wordsForDocuments() {
    if (documents && !words) {
      texts.write(json, FILLER, Slice.EMPTY);
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
    documents = false;
    words = false;
    json.beginObject().name("role").string(wanted == Turn.USER ? "user" : "assistant");
    json.name("content").beginArray();
  }
}
