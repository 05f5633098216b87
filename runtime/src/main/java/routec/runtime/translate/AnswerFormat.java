package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonText;

/**
 * The form that a client wants its answer in.
 *
 * @param kind text, any JSON object, or JSON that follows the schema
 * @param schema the schema, empty where there is none
 * @param name the schema's name, a JSON string, empty where it has none
 * @param description what the schema is for, a JSON string, empty where nothing says
 */
record AnswerFormat(Kind kind, Slice schema, Slice name, Slice description) {
  /** What a client gets that asks for nothing. */
  static final AnswerFormat TEXT =
      new AnswerFormat(Kind.TEXT, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY);

  private static final String JSON =
      "Answer with one valid JSON object and nothing else: no prose, no code fence.";
  private static final String BY_SCHEMA =
      "Answer with one JSON value that is valid against the JSON Schema below, and nothing else:"
          + " no prose, no code fence.\\n";

  /** How far the form is fixed. */
  enum Kind {
    TEXT,
    JSON,
    SCHEMA
  }

  static AnswerFormat ofSchema(Slice schema) {
    return new AnswerFormat(Kind.SCHEMA, schema, Slice.EMPTY, Slice.EMPTY);
  }

  /** Reads {@code response_format}. */
  static AnswerFormat read(Slice value) {
    String at = "response_format";
    Values.object(value, at);
    JsonMembers format = JsonMembers.read(value, JsonOrigin.CLIENT);
    Slice type = find(format, "type");
    return switch (type.isEmpty() ? "" : Values.string(type, at + ".type")) {
      case "text" -> TEXT;
      case "json_object" -> new AnswerFormat(Kind.JSON, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY);
      case "json_schema" -> schema(find(format, "json_schema"), at + ".json_schema");
      default ->
          throw RequestFault.invalid(
              at, "`response_format.type` must be text, json_object or json_schema.");
    };
  }

  private static AnswerFormat schema(Slice value, String at) {
    if (value.isEmpty() || Values.kind(value) != JsonKind.OBJECT) {
      throw RequestFault.invalid(at, "`" + at + "` is missing.");
    }
    JsonMembers members = JsonMembers.read(value, JsonOrigin.CLIENT);
    Slice schema = find(members, "schema");
    if (schema.isEmpty()) {
      throw RequestFault.invalid(at + ".schema", "`" + at + ".schema` is missing.");
    }
    Values.object(schema, at + ".schema");
    return new AnswerFormat(
        Kind.SCHEMA, schema, find(members, "name"), find(members, "description"));
  }

  /** Whether the answer is an object, so that it can be a tool's input. */
  boolean isObject() {
    return kind == Kind.SCHEMA
        && JsonMembers.read(schema, JsonOrigin.CLIENT)
            .find("type")
            .filter(type -> type.is("\"object\""))
            .isPresent();
  }

  /** Words that ask a model for this form, the body of a JSON string; empty for text. */
  Slice instruction() {
    return switch (kind) {
      case TEXT -> Slice.EMPTY;
      case JSON -> Slice.utf8(JSON);
      case SCHEMA -> {
        ByteWriter out = new ByteWriter(schema.length() + BY_SCHEMA.length() + 64);
        out.ascii(BY_SCHEMA);
        JsonText.escape(schema, out);
        yield out.slice();
      }
    };
  }

  private static Slice find(JsonMembers members, String name) {
    return members.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }
}
