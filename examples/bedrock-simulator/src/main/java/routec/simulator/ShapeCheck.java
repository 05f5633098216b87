package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds a request against its shape and says what is wrong in AWS's words. */
final class ShapeCheck {
  private final List<String> problems = new ArrayList<>();

  private ShapeCheck() {}

  /** Throws AWS's 400 unless the body has this shape. */
  static void check(Shape shape, JsonNode body) {
    ShapeCheck check = new ShapeCheck();
    check.visit(shape, body, "", "#");
    if (!check.problems.isEmpty()) {
      int count = check.problems.size();
      throw AwsError.validation(
          count
              + (count == 1 ? " validation error detected: " : " validation errors detected: ")
              + String.join("; ", check.problems));
    }
  }

  /**
   * @param path where we are in AWS's way for constraints: {@code tools.1.member.toolSpec}
   * @param pointer the same as a JSON pointer
   */
  private void visit(Shape shape, JsonNode node, String path, String pointer) {
    switch (shape) {
      case Shape.Struct struct -> struct(struct, node, path, pointer);
      case Shape.Sequence list -> sequence(list, node, path, pointer);
      case Shape.Table table -> table(table, node, path, pointer);
      case Shape.Text text -> text(text, node, path);
      case Shape.Whole whole -> whole(whole, node, path);
      case Shape.Decimal decimal -> decimal(decimal, node, path);
      case Shape.Blob blob -> blob(node);
      case Shape.Flag flag -> {
        if (!node.isBoolean()) {
          throw unexpected(node, "Boolean");
        }
      }
      case Shape.Document document -> {}
      case Shape.Later later -> visit(later.shape().get(), node, path, pointer);
    }
  }

  private void struct(Shape.Struct struct, JsonNode node, String path, String pointer) {
    if (!node.isObject()) {
      throw AwsError.serialization(
          node.isArray()
              ? "Unexpected token (START_ARRAY), expected START_OBJECT at " + pointer
              : "Expected null or start of structure for " + struct.name() + " at " + pointer);
    }
    int set = 0;
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Shape shape = struct.members().get(member.getKey());
      if (shape == null) {
        throw AwsError.validation(
            "Malformed input request: %s: extraneous key [%s] is not permitted, please reformat your input and try again."
                .formatted(pointer, member.getKey()));
      }
      if (!member.getValue().isNull()) {
        set++;
        visit(
            shape,
            member.getValue(),
            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
            pointer + "/" + member.getKey());
      }
    }
    if (struct.union() && set != 1) {
      throw AwsError.validation(
          "The %s at %s must set exactly one member, but sets %d."
              .formatted(struct.name(), pointer, set));
    }
    for (String required : struct.required()) {
      if (!node.hasNonNull(required)) {
        problems.add(
            "Value null at '%s' failed to satisfy constraint: Member must not be null"
                .formatted(path.isEmpty() ? required : path + "." + required));
      }
    }
  }

  private void sequence(Shape.Sequence list, JsonNode node, String path, String pointer) {
    if (!node.isArray()) {
      throw AwsError.serialization("Expected list or null at " + pointer);
    }
    length("Value at", node.size(), list.min(), list.max(), path);
    for (int i = 0; i < node.size(); i++) {
      visit(list.of(), node.get(i), path + "." + (i + 1) + ".member", pointer + "/" + i);
    }
  }

  private void table(Shape.Table table, JsonNode node, String path, String pointer) {
    if (!node.isObject()) {
      throw AwsError.serialization("Expected map or null at " + pointer);
    }
    length("Value at", node.size(), table.min(), table.max(), path);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      string(table.key(), entry.getKey(), path + "." + entry.getKey() + ".key");
      visit(
          table.value(),
          entry.getValue(),
          path + "." + entry.getKey() + ".value",
          pointer + "/" + entry.getKey());
    }
  }

  private void text(Shape.Text text, JsonNode node, String path) {
    if (!node.isTextual()) {
      throw unexpected(node, "String");
    }
    string(text, node.textValue(), path);
  }

  private void string(Shape.Text text, String value, String path) {
    String at = "Value '" + shortened(value) + "' at";
    length(at, value.length(), text.min(), text.max(), path);
    if (!text.pattern().matcher(value).matches()) {
      problem(at, path, "Member must satisfy regular expression pattern: " + text.pattern());
    }
    if (!text.oneOf().isEmpty() && !text.oneOf().contains(value)) {
      problem(at, path, "Member must satisfy enum value set: " + new TreeSet<>(text.oneOf()));
    }
  }

  private void whole(Shape.Whole whole, JsonNode node, String path) {
    if (!node.isIntegralNumber()) {
      throw unexpected(node, "Integer");
    }
    bounds(node.asText(), node.asDouble(), whole.min(), whole.max(), path);
  }

  private void decimal(Shape.Decimal decimal, JsonNode node, String path) {
    if (!node.isNumber()) {
      throw unexpected(node, "Float");
    }
    bounds(node.asText(), node.asDouble(), decimal.min(), decimal.max(), path);
  }

  private static void blob(JsonNode node) {
    if (!node.isTextual()) {
      throw unexpected(node, "Blob");
    }
    try {
      Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException e) {
      throw AwsError.serialization("Invalid base64 in a blob.");
    }
  }

  private void bounds(String shown, double value, double min, double max, String path) {
    if (value < min) {
      problem(
          "Value '" + shown + "' at",
          path,
          "Member must have value greater than or equal to " + plain(min));
    }
    if (value > max) {
      problem(
          "Value '" + shown + "' at",
          path,
          "Member must have value less than or equal to " + plain(max));
    }
  }

  private void length(String at, int length, int min, int max, String path) {
    if (length < min) {
      problem(at, path, "Member must have length greater than or equal to " + min);
    }
    if (length > max) {
      problem(at, path, "Member must have length less than or equal to " + max);
    }
  }

  private void problem(String at, String path, String constraint) {
    problems.add(at + " '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static AwsError unexpected(JsonNode node, String wanted) {
    return AwsError.serialization(
        switch (node.getNodeType()) {
          case STRING -> "STRING_VALUE can not be converted to a " + wanted;
          case NUMBER -> "NUMBER_VALUE can not be converted to a " + wanted;
          case BOOLEAN -> "TRUE_VALUE can not be converted to a " + wanted;
          case OBJECT, ARRAY, BINARY, MISSING, NULL, POJO ->
              "Start of structure or map found where not expected.";
        });
  }

  private static String shortened(String value) {
    return value.length() > 100 ? value.substring(0, 100) + "…" : value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
