package routec.compiler.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plain scalar means: YAML 1.2's core schema, and the number forms that kubectl reads.
 *
 * <p>{@code yes}, {@code no}, {@code on} and {@code off} are texts here; the judge of shapes knows
 * that kubectl takes them for booleans and asks for quotes.
 */
final class ScalarTypes {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLEANS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(?:0|[1-9][0-9_]*|0o?[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private ScalarTypes() {}

  static YamlScalar.Type of(String text) {
    if (NULLS.contains(text)) {
      return YamlScalar.Type.NULL;
    }
    if (BOOLEANS.contains(text)) {
      return YamlScalar.Type.BOOLEAN;
    }
    char first = text.charAt(0);
    boolean numeric = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
    if (!numeric) {
      return YamlScalar.Type.STRING;
    }
    if (INTEGER.matcher(text).matches()) {
      return YamlScalar.Type.INTEGER;
    }
    return FLOAT.matcher(text).matches() ? YamlScalar.Type.FLOAT : YamlScalar.Type.STRING;
  }
}
