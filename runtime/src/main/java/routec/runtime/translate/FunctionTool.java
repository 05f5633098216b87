package routec.runtime.translate;

import java.util.function.Consumer;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;

/**
 * One function among a chat's tools.
 *
 * @param at its place in the request
 * @param specAt the place of its name, its schema and so on
 * @param name the client's name for it
 * @param description the value, empty where absent
 * @param parameters the schema, empty where absent
 * @param strict whether arguments must follow the schema
 * @param cache the {@code cache_control} value, empty where absent
 */
record FunctionTool(
    String at,
    String specAt,
    String name,
    Slice description,
    Slice parameters,
    boolean strict,
    Slice cache) {

  /** Reads an array of tools; all must be functions. */
  static void readAll(Slice tools, Consumer<FunctionTool> consumer) {
    if (tools.isEmpty()) {
      return;
    }
    Values.array(tools, "tools");
    JsonReader list = Values.reader(tools);
    list.beginArray();
    for (int i = 0; list.nextElement(); i++) {
      consumer.accept(read(list.value(), "tools[" + i + "]"));
    }
  }

  private static FunctionTool read(Slice value, String at) {
    Values.object(value, at);
    JsonMembers tool = JsonMembers.read(value, JsonOrigin.CLIENT);
    String type = tool.find("type").map(v -> Values.string(v, at + ".type")).orElse("function");
    Slice function = find(tool, "function");
    if (!type.equals("function") || function.isEmpty()) {
      throw RequestFault.invalid(
          at, "`" + at + "` must be a function: this backend has no other tools.");
    }
    Values.object(function, at + ".function");
    JsonMembers spec = JsonMembers.read(function, JsonOrigin.CLIENT);
    Slice name = find(spec, "name");
    if (name.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + ".function.name` is missing.");
    }
    Slice parameters = find(spec, "parameters");
    if (!parameters.isEmpty()) {
      Values.object(parameters, at + ".function.parameters");
    }
    return new FunctionTool(
        at,
        at + ".function",
        Values.string(name, at + ".function.name"),
        find(spec, "description"),
        parameters,
        find(spec, "strict").is("true"),
        find(tool, "cache_control"));
  }

  private static Slice find(JsonMembers members, String name) {
    return members.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }
}
