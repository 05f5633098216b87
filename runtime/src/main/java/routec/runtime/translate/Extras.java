package routec.runtime.translate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Header;

/**
 * Converse's own fields that a client sets in a request of another dialect, for what that dialect
 * has no words: guardrails, latency, fields of one model alone. They pass byte for byte.
 */
final class Extras {
  private static final String FIELDS = "additionalModelRequestFields";
  private static final String PATHS = "additionalModelResponseFieldPaths";

  private final Map<String, Slice> values = new LinkedHashMap<>();
  private boolean asksForFields;

  void add(String name, Slice value) {
    if (name.equals(PATHS)) {
      Values.array(value, name);
      asksForFields = true;
    } else {
      Values.object(value, name);
    }
    values.put(name, value);
  }

  /**
   * Writes the fields for the model alone.
   *
   * @param own the members that the translation makes itself, without braces
   */
  void writeAdditional(JsonWriter json, Slice own) {
    Slice given = values.getOrDefault(FIELDS, Slice.EMPTY);
    if (own.isEmpty() && given.isEmpty()) {
      return;
    }
    if (given.isEmpty() || own.isEmpty()) {
      json.name(FIELDS);
      if (own.isEmpty()) {
        json.raw(given);
      } else {
        json.raw(braces(own));
      }
      return;
    }
    JsonMembers members = JsonMembers.read(given, JsonOrigin.CLIENT);
    JsonReader ours = JsonReader.ofClient(braces(own));
    json.name(FIELDS).beginObject();
    ours.beginObject();
    while (ours.nextMember()) {
      String name = ours.name();
      if (members.find(name).isPresent()) {
        throw RequestFault.invalid(
            FIELDS, "`" + FIELDS + "." + name + "` says again what another field says.");
      }
      json.anyName(name).raw(ours.value());
    }
    for (int i = 0; i < members.size(); i++) {
      json.anyName(members.name(i)).raw(members.value(i));
    }
    json.endObject();
  }

  /** Whether the client asks for fields of the model's own reply. */
  boolean asksForFields() {
    return asksForFields;
  }

  /** Asks for one more field of the model's own reply. */
  void askFor(String path) {
    Slice given = find(PATHS);
    ByteWriter out = new ByteWriter(given.length() + path.length() + 8);
    JsonWriter json = new JsonWriter(out).beginArray();
    if (!given.isEmpty()) {
      JsonReader paths = JsonReader.ofClient(given);
      paths.beginArray();
      while (paths.nextElement()) {
        json.raw(paths.value());
      }
    }
    json.string(path).endArray();
    values.put(PATHS, out.slice());
  }

  /** Writes the other fields, in one order whatever the client's. */
  void writeOthers(JsonWriter json) {
    write(json, PATHS);
    write(json, "guardrailConfig");
    write(json, "performanceConfig");
    write(json, "promptVariables");
  }

  /** The same for InvokeModel, which takes them in headers. */
  List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    header("guardrailConfig", "guardrailIdentifier", "guardrailidentifier", headers);
    header("guardrailConfig", "guardrailVersion", "guardrailversion", headers);
    header("guardrailConfig", "trace", "trace", headers);
    header("performanceConfig", "latency", "performanceconfig-latency", headers);
    return headers;
  }

  private void header(String field, String member, String header, List<Header> headers) {
    Slice object = find(field);
    Slice value =
        object.isEmpty()
            ? Slice.EMPTY
            : JsonMembers.read(object, JsonOrigin.CLIENT).find(member).orElse(Slice.EMPTY);
    if (value.isEmpty()) {
      return;
    }
    String at = field + "." + member;
    String text = Values.string(value, at);
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw RequestFault.invalid(at, "`" + at + "` can't be carried in a header.");
    }
    boolean word = member.equals("trace");
    headers.add(
        new Header("x-amzn-bedrock-" + header, word ? text.toUpperCase(Locale.ROOT) : text));
  }

  /** A field's value; empty where it is not set. */
  Slice find(String name) {
    return values.getOrDefault(name, Slice.EMPTY);
  }

  private void write(JsonWriter json, String name) {
    Slice value = find(name);
    if (!value.isEmpty()) {
      json.name(name).raw(value);
    }
  }

  private static Slice braces(Slice members) {
    return new ByteWriter(members.length() + 2).put('{').put(members).put('}').slice();
  }
}
