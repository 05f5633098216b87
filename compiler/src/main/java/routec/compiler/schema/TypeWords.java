package routec.compiler.schema;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/** Types in a user's words, and how to get from one to another. */
final class TypeWords {
  private static final Map<String, String> WORDS =
      Map.of(
          "string", "a text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "`true` or `false`",
          "object", "a mapping",
          "array", "a list");

  private TypeWords() {}

  static String of(Set<String> types) {
    return types.stream()
        .map(type -> WORDS.getOrDefault(type, type))
        .collect(Collectors.joining(" or "));
  }

  /** What to write so that a value gets the wanted type. */
  static Optional<String> hint(YamlNode node, Schema schema, boolean secret) {
    Set<String> wanted = schema.types();
    return switch (node) {
      case YamlScalar scalar when wanted.contains("string") && !isNull(scalar) ->
          Optional.of(
              secret
                  ? "put the value in quotes"
                  : "put it in quotes: `\"" + Words.shorten(scalar.text()) + "\"`");
      case YamlScalar scalar when wanted.contains("boolean") && Scalars.isSwitch(scalar) ->
          Optional.of("write `" + isYes(scalar.text()) + "`");
      case YamlScalar scalar when wanted.contains("array") && !isNull(scalar) ->
          Optional.of("begin a list: put `- ` before it on a line of its own");
      case YamlScalar scalar
          when isQuoted(scalar) && (wanted.contains("integer") || wanted.contains("boolean")) ->
          Optional.of("take the quotes away");
      case YamlMapping _ when wanted.contains("array") -> Optional.of("begin each entry with `- `");
      case YamlSequence _ when wanted.contains("object") -> Optional.of("take the `- ` away");
      default -> Optional.empty();
    };
  }

  private static boolean isYes(String text) {
    return Set.of("y", "yes", "on").contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isQuoted(YamlScalar scalar) {
    return scalar.style() == YamlScalar.Style.SINGLE_QUOTED
        || scalar.style() == YamlScalar.Style.DOUBLE_QUOTED;
  }

  private static boolean isNull(YamlScalar scalar) {
    return scalar.type() == YamlScalar.Type.NULL;
  }
}
