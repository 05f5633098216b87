package routec.runtime.translate;

import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/**
 * A JSON schema that Bedrock is to hold a model to, within what its grammar can express.
 *
 * <p>Every object must say {@code "additionalProperties":false}, and limits of numbers and lengths
 * are refused; the former is added, the latter are taken out and named as dropped. A schema that
 * keeps these rules already passes byte for byte.
 */
final class StrictSchema {
  private static final Set<String> LIMITS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems");

  private static final int DEEPEST = 40;

  private final Dropped dropped;
  private final String at;
  private int depth;
  private boolean changed;

  private StrictSchema(Dropped dropped, String at) {
    this.dropped = dropped;
    this.at = at;
  }

  /**
   * The schema as Bedrock takes it.
   *
   * @param at its place in the request
   */
  static Slice of(Slice schema, Dropped dropped, String at) {
    StrictSchema strict = new StrictSchema(dropped, at);
    ByteWriter out = new ByteWriter(schema.length() + 64);
    strict.schema(schema, new JsonWriter(out));
    return strict.changed ? out.slice() : schema;
  }

  private void schema(Slice value, JsonWriter json) {
    if (++depth > DEEPEST) {
      throw RequestFault.invalid(
          at, "`" + at + "`: a schema may be nested " + DEEPEST + " deep at most.");
    }
    checked(value, json);
    depth--;
  }

  private void checked(Slice value, JsonWriter json) {
    if (Values.kind(value) != JsonKind.OBJECT) {
      json.raw(value);
      return;
    }
    JsonMembers members = JsonMembers.read(value, JsonOrigin.CLIENT);
    json.beginObject();
    for (int i = 0; i < members.size(); i++) {
      member(members.name(i), members.value(i), json);
    }
    boolean object =
        members.find("type").filter(type -> type.is("\"object\"")).isPresent()
            || members.find("properties").isPresent();
    if (object && members.find("additionalProperties").isEmpty()) {
      json.name("additionalProperties").bool(false);
      changed = true;
    }
    json.endObject();
  }

  private void member(String name, Slice value, JsonWriter json) {
    boolean many = name.equals("minItems") && !value.is("0") && !value.is("1");
    if (LIMITS.contains(name) || many) {
      dropped.add(at + "." + name);
      changed = true;
      return;
    }
    switch (name) {
      case "properties", "$defs", "definitions" -> named(name, value, json);
      case "anyOf", "allOf", "oneOf", "prefixItems" -> listed(name, value, json);
      case "items", "not" -> schema(value, json.anyName(name));
      case "additionalProperties" -> {
        if (!value.is("false")) {
          dropped.add(at + ".additionalProperties");
          changed = true;
        }
        json.name(name).bool(false);
      }
      default -> json.anyName(name).raw(value);
    }
  }

  private void named(String name, Slice value, JsonWriter json) {
    json.anyName(name);
    if (Values.kind(value) != JsonKind.OBJECT) {
      json.raw(value);
      return;
    }
    JsonMembers schemas = JsonMembers.read(value, JsonOrigin.CLIENT);
    json.beginObject();
    for (int i = 0; i < schemas.size(); i++) {
      schema(schemas.value(i), json.anyName(schemas.name(i)));
    }
    json.endObject();
  }

  private void listed(String name, Slice value, JsonWriter json) {
    json.anyName(name);
    if (Values.kind(value) != JsonKind.ARRAY) {
      json.raw(value);
      return;
    }
    json.beginArray();
    JsonReader list = Values.reader(value);
    list.beginArray();
    while (list.nextElement()) {
      schema(list.value(), json);
    }
    json.endArray();
  }
}
