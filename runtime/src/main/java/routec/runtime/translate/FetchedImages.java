package routec.runtime.translate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Images;

/**
 * Puts the images that Anthropic messages name by address into them; all other bytes stay.
 *
 * <p>Bedrock fetches none itself, so one that isn't fetched here is refused here. What is no
 * message, block or image as the API has them is left to Bedrock to judge.
 */
final class FetchedImages {
  private static final byte[] MARK = {'"', 'u', 'r', 'l', '"'};
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long US = ONES * 'u';

  private final Images images;
  private final boolean taken;
  private final List<Piece> pieces = new ArrayList<>();

  private FetchedImages(Images images, boolean taken) {
    this.images = images;
    this.taken = taken;
  }

  /** A source and what takes its place. */
  private record Piece(Slice source, Slice instead) {}

  /**
   * The messages with their images inside, or as they are where none is named by address.
   *
   * @param taken whether the model takes images; none is fetched for one that doesn't
   */
  static Slice inlined(Slice messages, Images images, boolean taken) {
    if (!mentionsUrl(messages) || Values.kind(messages) != JsonKind.ARRAY) {
      return messages;
    }
    FetchedImages fetched = new FetchedImages(images, taken);
    JsonReader json = Values.reader(messages);
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      fetched.message(json.value(), "messages." + i);
    }
    return fetched.spliced(messages);
  }

  /**
   * Whether the word stands anywhere, which a request without such images seldom has. Eight places
   * at a time are asked for its first byte, then for its second: every byte of every message passes
   * here.
   */
  private static boolean mentionsUrl(Slice text) {
    byte[] bytes = text.array();
    int i = text.start();
    for (; i + Long.BYTES < text.end(); i += Long.BYTES) {
      long first = (long) EIGHT.get(bytes, i) ^ QUOTES;
      if (hasZero(first)) {
        long second = (long) EIGHT.get(bytes, i + 1) ^ US;
        if (hasZero(first | second) && isIn(bytes, i, i + Long.BYTES, text.end())) {
          return true;
        }
      }
    }
    return isIn(bytes, i, text.end(), text.end());
  }

  /** Whether one of eight bytes is 0, which may be a false alarm behind one that is. */
  private static boolean hasZero(long eight) {
    return (eight - ONES & ~eight & HIGHS) != 0;
  }

  private static boolean isIn(byte[] bytes, int from, int to, int end) {
    for (int i = from; i < to && i <= end - MARK.length; i++) {
      if (Arrays.equals(bytes, i, i + MARK.length, MARK, 0, MARK.length)) {
        return true;
      }
    }
    return false;
  }

  private void message(Slice message, String at) {
    if (Values.kind(message) == JsonKind.OBJECT) {
      JsonMembers members = JsonMembers.read(message, JsonOrigin.CLIENT);
      blocks(Fields.optional(members, "content"), at + ".content");
    }
  }

  private void blocks(Slice content, String at) {
    if (content.isEmpty() || Values.kind(content) != JsonKind.ARRAY) {
      return;
    }
    JsonReader json = Values.reader(content);
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      Slice block = json.value();
      if (Values.kind(block) == JsonKind.OBJECT) {
        block(JsonMembers.read(block, JsonOrigin.CLIENT), at + "." + i);
      }
    }
  }

  private void block(JsonMembers block, String at) {
    switch (Fields.raw(block, "type").text()) {
      case "image" -> image(Fields.optional(block, "source"), at);
      case "tool_result" -> blocks(Fields.optional(block, "content"), at + ".content");
      default -> {} // holds no images
    }
  }

  private void image(Slice source, String at) {
    if (source.isEmpty() || Values.kind(source) != JsonKind.OBJECT) {
      return;
    }
    JsonMembers members = JsonMembers.read(source, JsonOrigin.CLIENT);
    if (Fields.raw(members, "type").is("url")) {
      if (!taken) {
        throw Media.Kind.IMAGE.refused(at);
      }
      String url = Fields.string(members, "url", at + ".source");
      Media image = Media.fetched(url, at + ".source.url", images);
      ByteWriter out = new ByteWriter(image.source().length() + 64);
      JsonWriter json = new JsonWriter(out).beginObject().name("type").string("base64");
      json.name("media_type").string("image/" + image.format());
      json.name("data").string(image.source()).endObject();
      pieces.add(new Piece(source, out.slice()));
    }
  }

  private Slice spliced(Slice messages) {
    if (pieces.isEmpty()) {
      return messages;
    }
    int more = pieces.stream().mapToInt(piece -> piece.instead.length()).sum();
    ByteWriter out = new ByteWriter(messages.length() + more);
    int copied = messages.start();
    for (Piece piece : pieces) {
      out.put(new Slice(messages.array(), copied, piece.source.start())).put(piece.instead);
      copied = piece.source.end();
    }
    return out.put(new Slice(messages.array(), copied, messages.end())).slice();
  }
}
