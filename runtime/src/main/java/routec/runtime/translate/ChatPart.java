package routec.runtime.translate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Images;

/**
 * One part of a chat message's content.
 *
 * @param type what it says it is
 * @param members its members
 * @param at its place in the request
 */
record ChatPart(String type, JsonMembers members, String at) {

  /**
   * Reads a content: a list of parts, or a string, which counts as one text part.
   *
   * @param cache the message's own mark, which holds for a string; may be empty
   * @param at the content's place in the request
   */
  static void each(Slice content, Slice cache, String at, Consumer<ChatPart> consumer) {
    if (content.isEmpty()) {
      return;
    }
    if (Values.kind(content) == JsonKind.STRING) {
      consumer.accept(ofText(content, cache, at));
      return;
    }
    Values.array(content, at);
    JsonReader json = Values.reader(content);
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      consumer.accept(of(json.value(), at + "[" + i + "]"));
    }
  }

  /** How many parts a content has. */
  static int count(Slice content) {
    if (content.isEmpty() || Values.kind(content) != JsonKind.ARRAY) {
      return 1;
    }
    int count = 0;
    JsonReader json = Values.reader(content);
    json.beginArray();
    while (json.nextElement()) {
      json.skip();
      count++;
    }
    return count;
  }

  private static ChatPart ofText(Slice text, Slice cache, String at) {
    JsonMembers members =
        cache.isEmpty()
            ? JsonMembers.of(JsonOrigin.CLIENT, List.of("text"), List.of(text))
            : JsonMembers.of(
                JsonOrigin.CLIENT, List.of("text", "cache_control"), List.of(text, cache));
    return new ChatPart("text", members, at);
  }

  private static ChatPart of(Slice value, String at) {
    Values.object(value, at);
    JsonMembers members = JsonMembers.read(value, JsonOrigin.CLIENT);
    return new ChatPart(Fields.string(members, "type", at), members, at);
  }

  /** The inside of its text. */
  Slice text() {
    Slice text = Fields.required(members, "text", at);
    return Values.rawString(text, at.endsWith("]") ? at + ".text" : at);
  }

  /** The inside of its refusal. */
  Slice refusal() {
    return Values.rawString(Fields.required(members, "refusal", at), at + ".refusal");
  }

  /** Its mark for caches, which OpenAI and Anthropic spell differently; empty where it has none. */
  Slice cache() {
    Slice own = Fields.optional(members, "cache_control");
    return own.isEmpty() ? Fields.optional(members, "prompt_cache_breakpoint") : own;
  }

  /**
   * The image, sound, film or file that it holds.
   *
   * @param images fetches images, unless the backend does
   */
  Attachment attachment(Optional<Images> images) {
    Slice value = Fields.required(members, type, at);
    String place = at + "." + type;
    Values.object(value, place);
    JsonMembers inner = JsonMembers.read(value, JsonOrigin.CLIENT);
    return switch (type) {
      case "image_url" -> image(Fields.string(inner, "url", place), place + ".url", images);
      case "video_url" -> Media.video(Fields.string(inner, "url", place), place + ".url");
      case "input_audio" ->
          Media.audio(
              Fields.string(inner, "data", place), Fields.string(inner, "format", place), place);
      default -> {
        Slice title = Fields.optional(inner, "filename");
        yield Document.ofData(
            Fields.string(inner, "file_data", place),
            title.isEmpty() ? "" : Values.string(title, place + ".filename"),
            place + ".file_data");
      }
    };
  }

  private static Media image(String url, String field, Optional<Images> images) {
    return images
        .map(fetching -> Media.image(url, field, fetching))
        .or(() -> Media.onTheWeb(url))
        .orElseGet(() -> Media.image(url, field, Images.OFF));
  }

  /** What to say where a message of its role has no such part. */
  RequestFault unfit() {
    String shown = type.length() > 40 ? type.substring(0, 40) + "…" : type;
    return RequestFault.invalid(
        at, "`" + at + "`: a part of type `" + shown + "` can't be carried to this model.");
  }
}
