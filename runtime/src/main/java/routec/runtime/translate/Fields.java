package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;

/** Members of a client's object; one that is null counts as absent. */
final class Fields {
  private Fields() {}

  /** A member's value; empty where it is absent. */
  static Slice optional(JsonMembers object, String name) {
    return object.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }

  /**
   * A member that must be there.
   *
   * @param at the place of the object in the request
   */
  static Slice required(JsonMembers object, String name, String at) {
    return required(optional(object, name), at + "." + name);
  }

  /** A value that must be there. */
  static Slice required(Slice value, String field) {
    if (value.isEmpty()) {
      throw RequestFault.invalid(field, "`" + field + "` is missing.");
    }
    return value;
  }

  /** A member that must be there and a string. */
  static String string(JsonMembers object, String name, String at) {
    return Values.string(required(object, name, at), at + "." + name);
  }

  /** The inside of a member that is a string; empty where it is none. */
  static Slice raw(JsonMembers object, String name) {
    return object
        .find(name)
        .filter(value -> Values.kind(value) == JsonKind.STRING)
        .map(value -> Values.rawString(value, name))
        .orElse(Slice.EMPTY);
  }
}
