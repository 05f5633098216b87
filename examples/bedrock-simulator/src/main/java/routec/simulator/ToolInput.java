package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes JSON that fits a schema, with words of the prompt where a string may be free. */
final class ToolInput {
  private static final Pattern NAME = Pattern.compile("\\b\\p{Lu}[\\p{L}]+\\b");
  private static final int DEPTH = 8;

  private final JsonNode root;
  private final String word;

  private ToolInput(JsonNode root, String word) {
    this.root = root;
    this.word = word;
  }

  /** A value of this schema: all required members, none of the others. */
  static ObjectNode of(JsonNode schema, String prompt) {
    JsonNode made = new ToolInput(schema, word(prompt)).value(schema, DEPTH);
    return made instanceof ObjectNode object ? object : Json.object();
  }

  /** The last word of the prompt that starts with a capital letter, as names do. */
  private static String word(String prompt) {
    Matcher matcher = NAME.matcher(prompt);
    String word = "example";
    while (matcher.find()) {
      word = matcher.group();
    }
    return word;
  }

  private JsonNode value(JsonNode given, int depth) {
    JsonNode schema = resolved(given);
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.get("enum").get(0);
    }
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (!schema.path(choice).isEmpty() && depth > 0) {
        return value(schema.get(choice).get(0), depth - 1);
      }
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.path(0).asText() : type.asText("object")) {
      case "string" -> TextNode.valueOf(word);
      case "integer", "number" -> number(schema);
      case "boolean" -> Json.object().put("it", true).get("it");
      case "array" -> array(schema, depth);
      case "null" -> Json.object().putNull("it").get("it");
      default -> object(schema, depth);
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = Json.object();
    for (JsonNode name : schema.path("required")) {
      if (depth > 0) {
        object.set(name.asText(), value(schema.path("properties").path(name.asText()), depth - 1));
      }
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = Json.array();
    int count = Math.max(1, schema.path("minItems").asInt(1));
    for (int i = 0; i < Math.min(count, 10) && depth > 0; i++) {
      array.add(value(schema.path("items"), depth - 1));
    }
    return array;
  }

  private static JsonNode number(JsonNode schema) {
    int least = schema.path("minimum").asInt(schema.path("exclusiveMinimum").asInt(0) + 1);
    return IntNode.valueOf(least);
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
  }
}
