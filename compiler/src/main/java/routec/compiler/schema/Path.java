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
  static final Path ROOT = new Path(Optional.empty(), "", -1, Optional.empty());

  private final Optional<Path> parent;
  private final String name;
  private final int index;
  private final Optional<Schema> holder;

  private Path(Optional<Path> parent, String name, int index, Optional<Schema> holder) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.holder = holder;
  }

  /**
   * The way to a field of the mapping here.
   *
   * @param schema the mapping's
   */
  Path field(String field, Schema schema) {
    return new Path(Optional.of(this), field, -1, Optional.of(schema));
  }

  Path item(int place) {
    return new Path(Optional.of(this), "", place, Optional.empty());
  }

  /** The nearest mapping around this one that may have a field; none if no such does. */
  Optional<Path> around(String field) {
    for (Path path = this; path.parent.isPresent(); path = path.parent.get()) {
      if (path.holder.filter(schema -> schema.properties().containsKey(field)).isPresent()) {
        return path.parent;
      }
    }
    return Optional.empty();
  }

  /** The schemas of the mappings around this one, the nearest first. */
  List<Schema> holders() {
    List<Schema> schemas = new ArrayList<>();
    for (Path path = this; path.parent.isPresent(); path = path.parent.get()) {
      path.holder.ifPresent(schemas::add);
    }
    return schemas;
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
