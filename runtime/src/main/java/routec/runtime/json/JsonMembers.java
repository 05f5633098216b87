package routec.runtime.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.Slice;

/**
 * The members of one JSON object in the order they stand, each value a checked raw slice.
 *
 * <p>Reading it checks the whole text, so whoever reads the slices again meets no broken JSON. A
 * name that stands twice is refused: two parsers may choose differently.
 */
public final class JsonMembers {
  private final JsonOrigin origin;
  private final List<String> names;
  private final List<Slice> values;

  private JsonMembers(JsonOrigin origin, List<String> names, List<Slice> values) {
    this.origin = origin;
    this.names = names;
    this.values = values;
  }

  /** Reads a text that is one object and nothing else. */
  public static JsonMembers read(Slice json, JsonOrigin origin) {
    JsonReader reader = new JsonReader(json, origin);
    if (reader.peek() != JsonKind.OBJECT) {
      throw origin.fault("an object is wanted");
    }
    List<String> names = new ArrayList<>();
    List<Slice> values = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    reader.beginObject();
    while (reader.nextMember()) {
      String name = reader.name();
      if (!seen.add(name)) {
        throw origin.fault("the member `" + clip(name) + "` stands twice");
      }
      names.add(name);
      values.add(reader.value());
    }
    reader.end();
    return new JsonMembers(origin, List.copyOf(names), List.copyOf(values));
  }

  /**
   * An object of members whose values are checked already; for what stands as an object in one
   * place of a dialect and as a mere value in another.
   */
  public static JsonMembers of(JsonOrigin origin, List<String> names, List<Slice> values) {
    return new JsonMembers(origin, List.copyOf(names), List.copyOf(values));
  }

  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  public Slice value(int index) {
    return values.get(index);
  }

  /** The value of a member, {@code null} literals included. */
  public Optional<Slice> find(String name) {
    int index = names.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  /** A reader over one of the values. */
  public JsonReader reader(int index) {
    return new JsonReader(values.get(index), origin);
  }

  public JsonOrigin origin() {
    return origin;
  }

  private static String clip(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
