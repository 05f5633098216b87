package routec.runtime.translate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/** Reads Anthropic's document blocks. */
final class AnthropicDocuments {
  private AnthropicDocuments() {}

  /** The document of a block whose source is base64, plain text or passages. */
  static Document read(JsonMembers block, String at) {
    String place = at + ".source";
    Slice value = find(block, "source").orElseThrow(() -> missing(place));
    Values.object(value, place);
    JsonMembers source = JsonMembers.read(value, JsonOrigin.CLIENT);
    String type = Values.string(find(source, "type").orElseThrow(() -> missing(place)), place);
    Slice data = find(source, "data").orElse(Slice.EMPTY);
    boolean content = type.equals("content");
    boolean text = type.equals("text");
    if (!content && (!text && !type.equals("base64") || data.isEmpty())) {
      throw RequestFault.invalid(
          place, "`" + place + "` must hold base64 or text: the gateway fetches nothing.");
    }
    String title = find(block, "title").map(word -> Values.string(word, at + ".title")).orElse("");
    String mediaType =
        find(source, "media_type")
            .map(word -> Values.string(word, place + ".media_type"))
            .orElse("text/plain");
    Document.Source words =
        content
            ? new Document.Passages(passages(source, "content", place))
            : new Document.Bytes(
                text
                    ? encoded(Values.rawString(data, place + ".data"))
                    : Values.base64(Values.string(data, place + ".data"), place + ".data"));
    return new Document(
        content ? "txt" : Document.format(mediaType, title, "", place + ".media_type"),
        words,
        title,
        find(block, "context")
            .map(context -> Values.rawString(context, at + ".context"))
            .orElse(Slice.EMPTY),
        find(block, "citations").map(AnthropicDocuments::enabled).orElse(false));
  }

  static SearchResult searchResult(JsonMembers block, String at) {
    return new SearchResult(
        rawString(block, "source", at),
        rawString(block, "title", at),
        passages(block, "content", at),
        find(block, "citations").map(AnthropicDocuments::enabled).orElse(false));
  }

  /** Text blocks, or one text. */
  private static List<Slice> passages(JsonMembers object, String name, String at) {
    String place = at + "." + name;
    Slice value = find(object, name).orElseThrow(() -> missing(place));
    if (Values.kind(value) == JsonKind.STRING) {
      return List.of(Values.rawString(value, place));
    }
    Values.array(value, place);
    List<Slice> texts = new ArrayList<>();
    JsonReader json = Values.reader(value);
    json.beginArray();
    while (json.nextElement()) {
      Slice block = json.value();
      Values.object(block, place);
      JsonMembers members = JsonMembers.read(block, JsonOrigin.CLIENT);
      if (find(members, "type").filter(type -> type.is("\"text\"")).isEmpty()) {
        throw RequestFault.invalid(place, "`" + place + "` must hold text blocks only.");
      }
      texts.add(rawString(members, "text", place));
    }
    return texts;
  }

  private static Slice rawString(JsonMembers object, String name, String at) {
    String place = at + "." + name;
    return Values.rawString(find(object, name).orElseThrow(() -> missing(place)), place);
  }

  private static String encoded(Slice rawText) {
    ByteWriter text = new ByteWriter(rawText.length());
    JsonText.unescape(rawText, text);
    return Base64.getEncoder().encodeToString(text.bytes());
  }

  private static boolean enabled(Slice citations) {
    Values.object(citations, "citations");
    return JsonMembers.read(citations, JsonOrigin.CLIENT)
        .find("enabled")
        .filter(value -> value.is("true"))
        .isPresent();
  }

  private static Optional<Slice> find(JsonMembers object, String name) {
    return object.find(name).filter(value -> !Values.isNull(value));
  }

  private static RequestFault missing(String at) {
    return RequestFault.invalid(at, "`" + at + "` is missing.");
  }
}
