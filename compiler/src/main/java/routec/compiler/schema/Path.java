package routec.compiler.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The way from an object to one of its fields, such as {@code spec.rules[0].matches}; its text is
 * made only where there is something to say.
 */
final class Path {
  static final Path ROOT = new Path(Optional.empty(), "", -1);

  private final Optional<Path> parent;
  private final String name;
  private final int index;

  private Path(Optional<Path> parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  Path field(String field) {
    return new Path(Optional.of(this), field, -1);
  }

  Path item(int place) {
    return new Path(Optional.of(this), "", place);
  }

  /** The names on the way to a field, without the places in lists. */
  List<String> fields(String field) {
    List<String> names = new ArrayList<>();
    names.add(field);
    for (Optional<Path> path = Optional.of(this); path.isPresent(); path = path.get().parent) {
      if (!path.get().name.isEmpty()) {
        names.add(path.get().name);
      }
    }
    Collections.reverse(names);
    return names;
  }

  private String text() {
    String before = parent.map(Path::text).orElse("");
    if (index >= 0) {
      return before + "[" + index + "]";
    }
    return before.isEmpty() ? name : before + "." + name;
  }

  /** For the middle of a sentence. */
  String words() {
    return parent.isEmpty() ? "the object" : "`" + text() + "`";
  }

  /** For the start of a sentence. */
  String start() {
    return parent.isEmpty() ? "The object" : "`" + text() + "`";
  }

  /** Whether it is the object's own name or namespace. */
  boolean isName() {
    return text().equals("metadata.name") || text().equals("metadata.namespace");
  }
}
