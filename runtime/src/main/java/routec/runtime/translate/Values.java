package routec.runtime.translate;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/** Values of a client's fields, checked, with faults that name the field. */
final class Values {
  private Values() {}

  static boolean isNull(Slice value) {
    return value.is("null");
  }

  static JsonReader reader(Slice value) {
    return JsonReader.ofClient(value);
  }

  static JsonKind kind(Slice value) {
    return reader(value).peek();
  }

  /** The inside of a string. */
  static Slice rawString(Slice value, String field) {
    if (kind(value) != JsonKind.STRING) {
      throw RequestFault.invalid(field, "`" + field + "` must be a string.");
    }
    return reader(value).rawString();
  }

  static String string(Slice value, String field) {
    rawString(value, field);
    return reader(value).string();
  }

  static boolean bool(Slice value, String field) {
    return switch (kind(value)) {
      case TRUE -> true;
      case FALSE -> false;
      case OBJECT, ARRAY, STRING, NUMBER, NULL ->
          throw RequestFault.invalid(field, "`" + field + "` must be true or false.");
    };
  }

  /** Whether a value is {@code false}, zero or empty: what its field means where it is absent. */
  static boolean saysNothing(Slice value) {
    return switch (kind(value)) {
      case FALSE, NULL -> true;
      case TRUE -> false;
      case NUMBER -> value.length() <= 64 && Double.parseDouble(value.text()) == 0;
      case STRING -> reader(value).rawString().isEmpty();
      case OBJECT -> {
        JsonReader json = reader(value);
        json.beginObject();
        yield !json.nextMember();
      }
      case ARRAY -> {
        JsonReader json = reader(value);
        json.beginArray();
        yield !json.nextElement();
      }
    };
  }

  /** Whether a value is an array of this one word. */
  static boolean isOnly(Slice value, String word) {
    if (kind(value) != JsonKind.ARRAY) {
      return false;
    }
    JsonReader json = reader(value);
    json.beginArray();
    boolean only = json.nextElement() && json.value().is("\"" + word + "\"");
    return only && !json.nextElement();
  }

  /** A whole number of at least one. */
  static long positive(Slice value, String field) {
    try {
      long number = reader(value).integer();
      if (number >= 1) {
        return number;
      }
    } catch (Fault notWhole) {
      // said below, in words about the field
    }
    throw RequestFault.invalid(field, "`" + field + "` must be a whole number of at least 1.");
  }

  /** A number between 0 and 1, as the client wrote it. */
  static Slice fraction(Slice value, String field) {
    if (kind(value) == JsonKind.NUMBER && value.length() <= 64) {
      double number = Double.parseDouble(value.text());
      if (number >= 0 && number <= 1) {
        return value;
      }
    }
    throw RequestFault.invalid(
        field, "`" + field + "` must be a number from 0 to 1: Bedrock takes no other.");
  }

  static void object(Slice value, String field) {
    if (kind(value) != JsonKind.OBJECT) {
      throw RequestFault.invalid(field, "`" + field + "` must be an object.");
    }
  }

  static void array(Slice value, String field) {
    if (kind(value) != JsonKind.ARRAY) {
      throw RequestFault.invalid(field, "`" + field + "` must be an array.");
    }
  }

  /** The JSON object that stands in a string, as its bytes; an empty string is an empty object. */
  static Slice objectInString(Slice value, String field) {
    Slice raw = rawString(value, field);
    if (JsonText.isBlank(raw)) {
      return Slice.utf8("{}");
    }
    ByteWriter out = new ByteWriter(raw.length());
    JsonText.unescape(raw, out);
    Slice json = out.slice();
    try {
      JsonReader reader = JsonReader.ofClient(json);
      boolean object = reader.peek() == JsonKind.OBJECT;
      reader.skip();
      reader.end();
      if (object) {
        return json;
      }
    } catch (Fault broken) {
      // said below, in words about the field
    }
    throw RequestFault.invalid(field, "`" + field + "` must hold a JSON object.");
  }

  /**
   * An image of a data URL.
   *
   * @param format {@code png}, {@code jpeg}, {@code gif} or {@code webp}
   * @param base64 its bytes, still encoded
   */
  record Image(String format, String base64) {}

  /** The image of a data URL; its first bytes, not the URL's claim, say what it is. */
  static Image image(String url, String field) {
    int comma = url.indexOf(',');
    if (!url.regionMatches(true, 0, "data:", 0, 5)
        || comma < 0
        || !url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw RequestFault.invalid(
          field, "`" + field + "` must be a data URL with base64: the gateway fetches nothing.");
    }
    return imageOfBase64(url.substring(comma + 1), field);
  }

  /** An image by its bytes; they say what it is. */
  static Image imageOfBase64(String text, String field) {
    String base64 = text.strip();
    return imageFormat(base64)
        .map(format -> new Image(format, base64))
        .orElseThrow(() ->
            RequestFault.invalid(
                field, "`" + field + "` must be a PNG, JPEG, GIF or WebP image in base64."));
  }

  /** The document of a data URL: PDF or plain text. */
  static Document document(String url, String title, String field) {
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(0, comma).toLowerCase(Locale.ROOT);
    if (!head.startsWith("data:") || !head.endsWith(";base64")) {
      throw RequestFault.invalid(field, "`" + field + "` must be a data URL with base64.");
    }
    return new Document(
        documentFormat(head.substring(5).split(";", 2)[0], field),
        base64(url.substring(comma + 1), field),
        title,
        Slice.EMPTY,
        false);
  }

  /** Converse's word for a media type that all pairs can carry. */
  static String documentFormat(String mediaType, String field) {
    return switch (mediaType) {
      case "application/pdf" -> "pdf";
      case "text/plain" -> "txt";
      default ->
          throw RequestFault.invalid(
              field, "`" + field + "` must be application/pdf or text/plain.");
    };
  }

  /** Base64, checked as far as the decoder at the other end will mind. */
  static String base64(String text, String field) {
    String stripped = text.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(Values::isBase64)) {
      throw RequestFault.invalid(field, "`" + field + "` must be base64.");
    }
    try {
      Base64.getDecoder().decode(stripped);
    } catch (IllegalArgumentException e) {
      throw RequestFault.invalid(field, "`" + field + "` must be base64.");
    }
    return stripped;
  }

  private static Optional<String> imageFormat(String base64) {
    byte[] head;
    try {
      head = Base64.getDecoder().decode(base64.substring(0, Math.min(base64.length() & ~3, 16)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String hex = java.util.HexFormat.of().formatHex(head);
    if (!base64.chars().allMatch(Values::isBase64)) {
      return Optional.empty();
    }
    return hex.startsWith("89504e47")
        ? Optional.of("png")
        : hex.startsWith("ffd8ff")
            ? Optional.of("jpeg")
            : hex.startsWith("47494638")
                ? Optional.of("gif")
                : hex.startsWith("52494646") && hex.startsWith("57454250", 16)
                    ? Optional.of("webp")
                    : Optional.empty();
  }

  private static boolean isBase64(int c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || "+/=".indexOf(c) >= 0;
  }
}
