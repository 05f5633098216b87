package routec.runtime.translate;

import java.util.Base64;
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

  /**
   * The JSON object that stands in a string, as its bytes; an empty string is an empty object, and
   * any other value becomes the only member of one.
   */
  static Slice objectInString(Slice value, String field) {
    Slice raw = rawString(value, field);
    if (JsonText.isBlank(raw)) {
      return Slice.utf8("{}");
    }
    Slice json =
        jsonWithin(raw)
            .orElseThrow(
                () -> RequestFault.invalid(field, "`" + field + "` must hold a JSON object."));
    return kind(json) == JsonKind.OBJECT
        ? json
        : new ByteWriter(json.length() + 16).ascii("{\"value\":").put(json).put('}').slice();
  }

  /** The JSON object that the body of a string holds, if it holds one and nothing else. */
  static Optional<Slice> objectWithin(Slice raw) {
    return jsonWithin(raw).filter(json -> kind(json) == JsonKind.OBJECT);
  }

  private static Optional<Slice> jsonWithin(Slice raw) {
    ByteWriter out = new ByteWriter(raw.length());
    JsonText.unescape(raw, out);
    Slice json = out.slice();
    try {
      JsonReader reader = JsonReader.ofClient(json);
      reader.skip();
      reader.end();
      return Optional.of(json);
    } catch (Fault notJson) {
      return Optional.empty();
    }
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

  static boolean isBase64(int c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || "+/=".indexOf(c) >= 0;
  }
}
