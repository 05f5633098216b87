package routec.compiler.emit.envoy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Ordered maps, lists, texts, numbers and booleans as YAML in block style.
 *
 * <p>A text is written plain only where no YAML reader can take it for anything else.
 */
final class YamlText {
  /** The key of a comment, which stands before the rest of its mapping. */
  static final String COMMENT = "#";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /** A whole document. */
  static String of(Map<String, ?> document) {
    YamlText text = new YamlText();
    text.mapping(document, 0, true);
    return text.out.toString();
  }

  private void mapping(Map<?, ?> mapping, int indent, boolean indentFirst) {
    boolean first = !indentFirst;
    for (Map.Entry<?, ?> entry : mapping.entrySet()) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      String key = String.valueOf(entry.getKey());
      if (key.equals(COMMENT)) {
        out.append(comment(String.valueOf(entry.getValue()))).append('\n');
      } else {
        out.append(scalar(key)).append(':');
        value(entry.getValue(), indent);
      }
    }
  }

  private void value(Object value, int indent) {
    if (value instanceof Map<?, ?> mapping && !mapping.isEmpty()) {
      out.append('\n');
      mapping(mapping, indent + 2, true);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      list.forEach(item -> item(item, indent));
    } else {
      out.append(' ').append(leaf(value)).append('\n');
    }
  }

  /** Lists stand at the indent of their key, as Envoy's own documents write them. */
  private void item(Object item, int indent) {
    if (item instanceof Map<?, ?> mapping && !mapping.isEmpty()) {
      Map<Object, Object> rest = new LinkedHashMap<>(mapping);
      Object note = rest.remove(COMMENT);
      if (note != null) {
        out.repeat(' ', indent).append(comment(note)).append('\n');
      }
      out.repeat(' ', indent).append("- ");
      mapping(rest, indent + 2, false);
    } else {
      out.repeat(' ', indent).append("- ").append(leaf(item)).append('\n');
    }
  }

  private static String leaf(Object value) {
    if (value.equals(Nodes.NULL)) {
      return "null";
    }
    return switch (value) {
      case Map<?, ?> _ -> "{}";
      case List<?> _ -> "[]";
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> scalar(value.toString());
    };
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (c >= ' ' && c < 0x7F) {
            quoted.append((char) c);
          } else {
            quoted.append("\\u%04X".formatted(c));
          }
        });
    return quoted.append('"').toString();
  }

  private static String comment(Object text) {
    return "# " + text.toString().replaceAll("[^ -~]", "?");
  }
}
