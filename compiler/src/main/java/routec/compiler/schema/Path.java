package routec.compiler.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from an object to one of its fields, such as {@code spec.rules[0].matches}.
 *
 * @param text the way as people write it; empty for the object itself
 * @param fields the names on the way, without the places in lists
 */
record Path(String text, List<String> fields) {
  static final Path ROOT = new Path("", List.of());

  Path field(String name) {
    return new Path(text.isEmpty() ? name : text + "." + name, fields(name));
  }

  Path item(int index) {
    return new Path(text + "[" + index + "]", fields);
  }

  List<String> fields(String name) {
    List<String> more = new ArrayList<>(fields);
    more.add(name);
    return List.copyOf(more);
  }

  /** For the middle of a sentence. */
  String words() {
    return text.isEmpty() ? "the object" : "`" + text + "`";
  }

  /** For the start of a sentence. */
  String start() {
    return text.isEmpty() ? "The object" : "`" + text + "`";
  }

  /** Whether it is the object's own name or namespace. */
  boolean isName() {
    return text.equals("metadata.name") || text.equals("metadata.namespace");
  }
}
