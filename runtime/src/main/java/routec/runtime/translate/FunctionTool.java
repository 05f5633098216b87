package routec.runtime.translate;

import java.util.function.Consumer;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/**
 * One function among a chat's tools; a custom tool counts as one that takes a text.
 *
 * @param at its place in the request
 * @param specAt the place of its name, its schema and so on
 * @param name the client's name for it
 * @param description the value, empty where absent
 * @param parameters the schema, empty where absent
 * @param strict whether arguments must follow the schema
 * @param custom whether it is a custom tool, whose input is one text
 * @param cache the {@code cache_control} value, empty where absent
 */
record FunctionTool(
    String at,
    String specAt,
    String name,
    Slice description,
    Slice parameters,
    boolean strict,
    boolean custom,
    Slice cache) {
  /** Bedrock holds a model to the schemas of so many tools. */
  static final int MOST_STRICT = 20;

  /** Converse's own kind of tool, which Bedrock runs: Nova's grounding and code interpreter. */
  static final String SYSTEM_TOOL = "systemTool";

  private static final Slice ONE_TEXT =
      Slice.utf8(
          "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
              + "\"required\":[\"input\"],\"additionalProperties\":false}");

  /** Reads {@code functions}, which was the API's name for tools before there were others. */
  static void readLegacy(Slice functions, Consumer<FunctionTool> consumer) {
    if (functions.isEmpty()) {
      return;
    }
    Values.array(functions, "functions");
    JsonReader list = Values.reader(functions);
    list.beginArray();
    for (int i = 0; list.nextElement(); i++) {
      String at = "functions[" + i + "]";
      consumer.accept(function(list.value(), Slice.EMPTY, at, at));
    }
  }

  /**
   * Reads an array of tools: functions and custom tools.
   *
   * @param system takes the {@code systemTool} of those that Converse has of its own
   */
  static void readAll(
      Slice tools, Dropped dropped, Consumer<FunctionTool> consumer, Consumer<Slice> system) {
    if (tools.isEmpty()) {
      return;
    }
    Values.array(tools, "tools");
    JsonReader list = Values.reader(tools);
    list.beginArray();
    for (int i = 0; list.nextElement(); i++) {
      Slice value = list.value();
      String at = "tools[" + i + "]";
      Values.object(value, at);
      JsonMembers tool = JsonMembers.read(value, JsonOrigin.CLIENT);
      Slice systemTool = Fields.optional(tool, SYSTEM_TOOL);
      if (systemTool.isEmpty()) {
        consumer.accept(read(tool, at, dropped));
      } else {
        Values.object(systemTool, at + "." + SYSTEM_TOOL);
        system.accept(systemTool);
      }
    }
  }

  /** Whether there is a description that says something: backends refuse an empty one. */
  boolean isDescribed() {
    return !description.isEmpty()
        && Values.kind(description) == JsonKind.STRING
        && !JsonText.isBlank(Values.rawString(description, "description"));
  }

  private static FunctionTool read(JsonMembers tool, String at, Dropped dropped) {
    String type = tool.find("type").map(v -> Values.string(v, at + ".type")).orElse("function");
    Slice spec = Fields.optional(tool, type);
    if (spec.isEmpty() || !type.equals("function") && !type.equals("custom")) {
      throw RequestFault.invalid(
          at, "`" + at + "` must be a function or a custom tool: this backend has no others.");
    }
    String place = at + "." + type;
    Slice cache = Fields.optional(tool, "cache_control");
    return type.equals("custom")
        ? custom(spec, cache, at, place, dropped)
        : function(spec, cache, at, place);
  }

  private static FunctionTool function(Slice value, Slice cache, String at, String place) {
    Values.object(value, place);
    JsonMembers spec = JsonMembers.read(value, JsonOrigin.CLIENT);
    Slice parameters = Fields.optional(spec, "parameters");
    if (!parameters.isEmpty()) {
      Values.object(parameters, place + ".parameters");
    }
    return new FunctionTool(
        at,
        place,
        name(spec, place),
        Fields.optional(spec, "description"),
        parameters,
        Fields.optional(spec, "strict").is("true"),
        /* custom= */ false,
        cache);
  }

  /** No backend holds a model to the grammar of a text. */
  private static FunctionTool custom(
      Slice value, Slice cache, String at, String place, Dropped dropped) {
    Values.object(value, place);
    JsonMembers spec = JsonMembers.read(value, JsonOrigin.CLIENT);
    Slice format = Fields.optional(spec, "format");
    if (!format.isEmpty() && Values.kind(format) == JsonKind.OBJECT) {
      Slice type = Fields.optional(JsonMembers.read(format, JsonOrigin.CLIENT), "type");
      if (!type.is("\"text\"")) {
        dropped.add(place + ".format");
      }
    }
    return new FunctionTool(
        at,
        place,
        name(spec, place),
        Fields.optional(spec, "description"),
        ONE_TEXT,
        /* strict= */ false,
        /* custom= */ true,
        cache);
  }

  private static String name(JsonMembers spec, String at) {
    Slice name = Fields.optional(spec, "name");
    if (name.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + ".name` is missing.");
    }
    return Values.string(name, at + ".name");
  }
}
