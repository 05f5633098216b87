package routec.runtime.translate;

import java.util.Optional;
import java.util.function.Consumer;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** Converse's citations in the words of the other dialects. */
final class ConverseCitations {
  private static final Slice NULL = Slice.utf8("null");
  private static final Slice NOTHING = Slice.utf8("\"\"");

  private Slice title = NULL;
  private Slice source = NOTHING;
  private Slice url = NOTHING;
  private Slice domain = NULL;
  private Slice from = NULL;
  private Slice to = NULL;
  private Slice index = NULL;
  private String place = "";
  private final ByteWriter cited = new ByteWriter(64);

  private ConverseCitations() {}

  /** An array of citations, in Anthropic's words. */
  static Slice all(Slice citations) {
    ByteWriter out = new ByteWriter(citations.length() + 64);
    JsonWriter array = new JsonWriter(out).beginArray();
    JsonReader json = JsonReader.ofProvider(citations);
    json.beginArray();
    while (json.nextElement()) {
      Slice one = one(json.value());
      if (!one.isEmpty()) {
        array.raw(one);
      }
    }
    array.endArray();
    return out.slice();
  }

  /** One citation in Anthropic's words; empty where it says no place that it has words for. */
  static Slice one(Slice citation) {
    return read(citation).write();
  }

  /** The pages of an array of citations that are on the web. */
  static void pages(Slice citations, Consumer<WebPage> to) {
    JsonReader json = JsonReader.ofProvider(citations);
    json.beginArray();
    while (json.nextElement()) {
      page(json.value()).ifPresent(to);
    }
  }

  /** The page of one citation, if it is on the web. */
  static Optional<WebPage> page(Slice citation) {
    ConverseCitations read = read(citation);
    return switch (read.place) {
      case "web" -> WebPage.of(read.url, read.title.is("null") ? read.domain : read.title);
      case "searchResultLocation" -> WebPage.of(read.source, read.title);
      default -> Optional.empty();
    };
  }

  private static ConverseCitations read(Slice citation) {
    ConverseCitations read = new ConverseCitations();
    JsonReader json = JsonReader.ofProvider(citation);
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "title" -> read.title = string(json, NULL);
        case "source" -> read.source = string(json, NOTHING);
        case "sourceContent" -> read.content(json);
        case "location" -> read.location(json);
        default -> json.skip();
      }
    }
    return read;
  }

  private static Slice string(JsonReader json, Slice otherwise) {
    Slice value = json.value();
    return JsonReader.ofProvider(value).peek() == JsonKind.STRING ? value : otherwise;
  }

  private void content(JsonReader json) {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs("text") && json.peek() == JsonKind.STRING) {
          cited.put(json.rawString());
        } else {
          json.skip();
        }
      }
    }
  }

  private void location(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      place = json.name();
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "documentIndex", "searchResultIndex" -> index = json.value();
          case "start" -> from = json.value();
          case "end" -> to = json.value();
          case "url" -> url = string(json, NOTHING);
          case "domain" -> domain = string(json, NULL);
          default -> json.skip();
        }
      }
    }
  }

  private Slice write() {
    return switch (place) {
      case "documentChar" -> document("char_location", "start_char_index", "end_char_index");
      case "documentPage" -> document("page_location", "start_page_number", "end_page_number");
      case "documentChunk" ->
          document("content_block_location", "start_block_index", "end_block_index");
      case "searchResultLocation" -> searchResult();
      case "web" -> web();
      default -> Slice.EMPTY;
    };
  }

  private Slice document(String type, String start, String end) {
    ByteWriter out = new ByteWriter(256);
    JsonWriter json = begin(type, out).name("document_index").raw(index);
    json.name("document_title").raw(title).name(start).raw(from).name(end).raw(to);
    json.endObject();
    return out.slice();
  }

  private Slice searchResult() {
    ByteWriter out = new ByteWriter(256);
    JsonWriter json = begin("search_result_location", out).name("search_result_index").raw(index);
    json.name("source").raw(source).name("title").raw(title);
    json.name("start_block_index").raw(from).name("end_block_index").raw(to).endObject();
    return out.slice();
  }

  private Slice web() {
    ByteWriter out = new ByteWriter(256);
    JsonWriter json = begin("web_search_result_location", out).name("url").raw(url);
    json.name("title").raw(title).name("encrypted_index").string("").endObject();
    return out.slice();
  }

  private JsonWriter begin(String type, ByteWriter out) {
    JsonWriter json = new JsonWriter(out).beginObject().name("type").string(type);
    return json.name("cited_text").rawString(cited.slice());
  }
}
