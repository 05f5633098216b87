package routec.runtime.translate;

import java.util.function.Consumer;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** Reads Anthropic's {@code tools} and {@code tool_choice}. */
final class AnthropicTools {
  private final Dropped dropped;
  private final ByteWriter provider = new ByteWriter(16);
  private final JsonWriter providerList = new JsonWriter(provider);
  private ToolChoice choice = new ToolChoice.Auto();
  private boolean oneAtATime;

  AnthropicTools(Dropped dropped) {
    this.dropped = dropped;
  }

  /**
   * Hands the client's own tools on and keeps those that Anthropic defines.
   *
   * @param system takes the {@code systemTool} of those that Converse has of its own
   */
  void readTools(Slice tools, Consumer<FunctionTool> consumer, Consumer<Slice> system) {
    if (tools.isEmpty()) {
      return;
    }
    Values.array(tools, "tools");
    JsonReader list = Values.reader(tools);
    list.beginArray();
    for (int i = 0; list.nextElement(); i++) {
      Slice value = list.value();
      String at = "tools." + i;
      Values.object(value, at);
      JsonMembers tool = JsonMembers.read(value, JsonOrigin.CLIENT);
      Slice type = Fields.optional(tool, "type");
      Slice systemTool = Fields.optional(tool, FunctionTool.SYSTEM_TOOL);
      if (!systemTool.isEmpty()) {
        Values.object(systemTool, at + "." + FunctionTool.SYSTEM_TOOL);
        system.accept(systemTool);
      } else if (type.isEmpty() || type.is("\"custom\"")) {
        consumer.accept(custom(tool, at));
      } else {
        providerList.raw(value);
      }
    }
  }

  void readChoice(Slice value) {
    if (value.isEmpty()) {
      return;
    }
    Values.object(value, "tool_choice");
    JsonMembers object = JsonMembers.read(value, JsonOrigin.CLIENT);
    oneAtATime = Fields.optional(object, "disable_parallel_tool_use").is("true");
    Slice type = Fields.optional(object, "type");
    choice =
        switch (type.isEmpty() ? "" : Values.string(type, "tool_choice.type")) {
          case "auto" -> new ToolChoice.Auto();
          case "any" -> new ToolChoice.Required();
          case "none" -> new ToolChoice.None();
          case "tool" -> new ToolChoice.Named(name(object));
          default ->
              throw RequestFault.invalid(
                  "tool_choice.type", "`tool_choice.type` must be auto, any, tool or none.");
        };
  }

  ToolChoice choice() {
    return choice;
  }

  /** Whether the model may call one tool at a time only. */
  boolean oneAtATime() {
    return oneAtATime;
  }

  /** The tools that Anthropic defines (bash, text editor, …), an array; empty where none is. */
  Slice provider() {
    return provider.isEmpty()
        ? Slice.EMPTY
        : new ByteWriter(provider.length() + 2).put('[').put(provider.slice()).put(']').slice();
  }

  private FunctionTool custom(JsonMembers tool, String at) {
    Slice name = Slice.EMPTY;
    Slice description = Slice.EMPTY;
    Slice schema = Slice.EMPTY;
    Slice cache = Slice.EMPTY;
    boolean strict = false;
    for (int i = 0; i < tool.size(); i++) {
      Slice value = tool.value(i);
      if (Values.isNull(value)) {
        continue;
      }
      switch (tool.name(i)) {
        case "type" -> {}
        case "name" -> name = value;
        case "description" -> description = value;
        case "input_schema" -> schema = value;
        case "cache_control" -> cache = value;
        case "strict" -> strict = value.is("true");
        default -> {
          if (!Values.saysNothing(value)) {
            dropped.add(at + "." + tool.name(i)); // a hint of Anthropic's own API
          }
        }
      }
    }
    if (name.isEmpty()) {
      throw RequestFault.invalid(at + ".name", "`" + at + ".name` is missing.");
    }
    if (!schema.isEmpty()) {
      Values.object(schema, at + ".input_schema");
    }
    String text = Values.string(name, at + ".name");
    return new FunctionTool(at, at, text, description, schema, strict, /* custom= */ false, cache);
  }

  private static String name(JsonMembers choice) {
    Slice name = Fields.optional(choice, "name");
    if (name.isEmpty()) {
      throw RequestFault.invalid("tool_choice.name", "`tool_choice.name` is missing.");
    }
    return Values.string(name, "tool_choice.name");
  }
}
