package routec.runtime.translate;

import java.util.Base64;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonText;

/** Reads Anthropic's document blocks. */
final class AnthropicDocuments {
  private AnthropicDocuments() {}

  /** The document of a block whose source is base64 or plain text. */
  static Document read(JsonMembers block, String at) {
    String place = at + ".source";
    Slice value = find(block, "source").orElseThrow(() -> missing(place));
    Values.object(value, place);
    JsonMembers source = JsonMembers.read(value, JsonOrigin.CLIENT);
    String type = Values.string(find(source, "type").orElseThrow(() -> missing(place)), place);
    Slice data = find(source, "data").orElse(Slice.EMPTY);
    boolean text = type.equals("text");
    if (!text && !type.equals("base64") || data.isEmpty()) {
      throw RequestFault.invalid(
          place, "`" + place + "` must hold base64 or text: the gateway fetches nothing.");
    }
    String mediaType =
        find(source, "media_type")
            .map(word -> Values.string(word, place + ".media_type"))
            .orElse("text/plain");
    return new Document(
        Values.documentFormat(mediaType, place + ".media_type"),
        text
            ? encoded(Values.rawString(data, place + ".data"))
            : Values.base64(Values.string(data, place + ".data"), place + ".data"),
        find(block, "title").map(title -> Values.string(title, at + ".title")).orElse(""),
        find(block, "context")
            .map(context -> Values.rawString(context, at + ".context"))
            .orElse(Slice.EMPTY),
        find(block, "citations").map(AnthropicDocuments::enabled).orElse(false));
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
