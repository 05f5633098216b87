package routec.runtime.spi;

import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** Sets or removes one value inside a JSON object; every other byte stays as it was. */
final class JsonEdit {
  private final List<String> path;
  private final Optional<Slice> value;

  /**
   * @param path names of members from the outside in; a number means an element where an array is
   * @param value the new value, or none to remove what is there
   */
  JsonEdit(List<String> path, Optional<Slice> value) {
    this.path = path;
    this.value = value;
  }

  Slice in(Slice object) {
    return in(object, 0);
  }

  private Slice in(Slice container, int step) {
    JsonKind kind = JsonReader.ofClient(container).peek();
    return switch (kind) {
      case OBJECT -> inObject(container, step);
      case ARRAY -> inArray(container, step);
      case STRING, NUMBER, TRUE, FALSE, NULL ->
          value.isPresent() ? made(step) : container; // what is no container is replaced
    };
  }

  private Slice inObject(Slice object, int step) {
    JsonReader reader = JsonReader.ofClient(object);
    reader.beginObject();
    int before = -1; // where the member before ends
    while (reader.nextMember()) {
      boolean found = reader.name().equals(path.get(step));
      int nameStart = reader.rawName().start() - 1;
      Slice old = reader.value();
      if (found) {
        return change(object, new Place(before, nameStart, old), step);
      }
      before = old.end();
    }
    if (value.isEmpty()) {
      return object;
    }
    ByteWriter member = new ByteWriter(64);
    new JsonWriter(member).anyName(path.get(step));
    member.put(last(step) ? value.get() : made(step + 1));
    int end = before < 0 ? object.start() + reader.offset() - 1 : before;
    return splice(object, end, end, before < 0 ? "" : ",", member.slice());
  }

  private Slice inArray(Slice array, int step) {
    int wanted = index(path.get(step));
    JsonReader reader = JsonReader.ofClient(array);
    reader.beginArray();
    int before = -1;
    for (int i = 0; reader.nextElement(); i++) {
      Slice old = reader.value();
      if (i == wanted) {
        return change(array, new Place(before, old.start(), old), step);
      }
      before = old.end();
    }
    return array; // no such element: nothing to set or remove
  }

  /**
   * Where an item of a container stands.
   *
   * @param before where the item before it ends; negative for none
   * @param start where its name or, without one, its value begins
   */
  private record Place(int before, int start, Slice old) {}

  private Slice change(Slice container, Place place, int step) {
    Slice old = place.old;
    if (!last(step)) {
      return splice(container, old.start(), old.end(), "", in(old, step + 1));
    }
    if (value.isPresent()) {
      return splice(container, old.start(), old.end(), "", value.get());
    }
    if (place.before >= 0) {
      return splice(container, place.before, old.end(), "", Slice.EMPTY); // with its comma
    }
    return splice(container, place.start, next(container, old.end()), "", Slice.EMPTY);
  }

  /** Where the item after a first one begins, or the end of the container. */
  private static int next(Slice container, int from) {
    byte[] in = container.array();
    int at = from;
    while (in[at] == ' ' || in[at] == '\t' || in[at] == '\n' || in[at] == '\r') {
      at++;
    }
    if (in[at] != ',') {
      return from;
    }
    at++;
    while (in[at] == ' ' || in[at] == '\t' || in[at] == '\n' || in[at] == '\r') {
      at++;
    }
    return at;
  }

  private boolean last(int step) {
    return step == path.size() - 1;
  }

  /** Objects for the rest of the path with the value inside. */
  private Slice made(int step) {
    ByteWriter out = new ByteWriter(64);
    JsonWriter json = new JsonWriter(out);
    for (int i = step; i < path.size(); i++) {
      json.beginObject().anyName(path.get(i));
    }
    json.raw(value.orElse(Slice.EMPTY));
    for (int i = step; i < path.size(); i++) {
      json.endObject();
    }
    return out.slice();
  }

  private static Slice splice(Slice whole, int from, int to, String separator, Slice instead) {
    ByteWriter out = new ByteWriter(whole.length() + instead.length() + 1);
    out.put(whole.array(), whole.start(), from).ascii(separator).put(instead);
    return out.put(whole.array(), to, whole.end()).slice();
  }

  private static int index(String name) {
    boolean number = !name.isEmpty() && name.length() < 9;
    for (int i = 0; number && i < name.length(); i++) {
      number = name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    return number ? Integer.parseInt(name) : -1;
  }
}
