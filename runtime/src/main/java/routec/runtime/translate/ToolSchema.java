package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonWriter;

/**
 * A tool's schema as Bedrock takes it: as it stands wherever it can stand, byte for byte.
 *
 * <p>Bedrock wants {@code "type":"object"} at its top. A schema that doesn't say so gets it; one
 * that only refers to a definition of its own gets that definition in its place.
 */
final class ToolSchema {
  private static final Slice NO_PARAMETERS = Slice.utf8("{\"type\":\"object\",\"properties\":{}}");
  private static final Slice OBJECT = Slice.utf8("\"object\"");

  private ToolSchema() {}

  /**
   * The tool's schema.
   *
   * @param strict whether Bedrock is to hold the model to it
   */
  static Slice of(FunctionTool tool, ModelTraits traits, boolean strict, Dropped dropped) {
    Slice schema = of(tool, traits);
    return strict ? StrictSchema.of(schema, dropped, tool.specAt()) : schema;
  }

  private static Slice of(FunctionTool tool, ModelTraits traits) {
    Slice schema = tool.parameters();
    if (schema.isEmpty() || Values.saysNothing(schema)) {
      return NO_PARAMETERS;
    }
    JsonMembers members = JsonMembers.read(schema, JsonOrigin.CLIENT);
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (traits.isClaude() && members.find(choice).isPresent()) {
        throw RequestFault.invalid(
            tool.specAt(),
            "`" + tool.specAt() + "`: Claude takes no `" + choice + "` at the top of a schema.");
      }
    }
    if (members.find("type").isPresent()) {
      return schema;
    }
    Slice target = target(members);
    return target.isEmpty()
        ? typed(members, members)
        : typed(JsonMembers.read(target, JsonOrigin.CLIENT), members);
  }

  /** The definition that {@code $ref} names; empty where it names none of the schema's own. */
  private static Slice target(JsonMembers schema) {
    Slice ref = schema.find("$ref").orElse(Slice.EMPTY);
    if (ref.isEmpty() || Values.kind(ref) != JsonKind.STRING) {
      return Slice.EMPTY;
    }
    String[] path = Values.string(ref, "$ref").split("/", -1);
    if (path.length != 3 || !path[0].equals("#")) {
      return Slice.EMPTY;
    }
    return schema
        .find(path[1])
        .filter(found -> Values.kind(found) == JsonKind.OBJECT)
        .flatMap(found -> JsonMembers.read(found, JsonOrigin.CLIENT).find(path[2]))
        .filter(found -> Values.kind(found) == JsonKind.OBJECT)
        .orElse(Slice.EMPTY);
  }

  private static Slice typed(JsonMembers schema, JsonMembers root) {
    ByteWriter out = new ByteWriter(256);
    JsonWriter json = new JsonWriter(out).beginObject();
    json.name("type").raw(schema.find("type").orElse(OBJECT));
    for (int i = 0; i < schema.size(); i++) {
      if (!schema.name(i).equals("type")) {
        json.anyName(schema.name(i)).raw(schema.value(i));
      }
    }
    for (String definitions : new String[] {"$defs", "definitions"}) {
      if (schema != root && schema.find(definitions).isEmpty()) {
        root.find(definitions).ifPresent(found -> json.anyName(definitions).raw(found));
      }
    }
    json.endObject();
    return out.slice();
  }
}
