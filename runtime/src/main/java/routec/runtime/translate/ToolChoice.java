package routec.runtime.translate;

import java.util.LinkedHashSet;
import java.util.Set;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;

/** What a chat's {@code tool_choice} asks for. */
sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  record Required() implements ToolChoice {}

  /** One tool, by the client's name for it. */
  record Named(String name) implements ToolChoice {}

  /** Some of the tools, by the client's names for them. */
  record Allowed(Set<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = Set.copyOf(names);
    }
  }

  /** Whether the model must call a tool. */
  default boolean isForced() {
    return switch (this) {
      case Auto _, None _ -> false;
      case Required _, Named _ -> true;
      case Allowed(_, boolean required) -> required;
    };
  }

  /** Whether the model may call a tool. */
  default boolean allows(String name) {
    return switch (this) {
      case Auto _, None _, Required _, Named _ -> true;
      case Allowed(Set<String> names, _) -> names.contains(name);
    };
  }

  /** Reads {@code tool_choice}; auto where it is absent. */
  static ToolChoice read(Slice value) {
    if (value.isEmpty()) {
      return new Auto();
    }
    if (Values.kind(value) == JsonKind.OBJECT) {
      JsonMembers object = JsonMembers.read(value, JsonOrigin.CLIENT);
      Slice allowed = find(object, "allowed_tools");
      return allowed.isEmpty() ? new Named(name(object)) : allowed(allowed);
    }
    return word(value, "tool_choice");
  }

  /** Reads {@code function_call}, the same before there were tools. */
  static ToolChoice readLegacy(Slice value) {
    if (value.isEmpty()) {
      return new Auto();
    }
    if (Values.kind(value) != JsonKind.OBJECT) {
      return word(value, "function_call");
    }
    return new Named(
        Values.string(
            required(JsonMembers.read(value, JsonOrigin.CLIENT), "name", "function_call"),
            "function_call.name"));
  }

  private static ToolChoice word(Slice value, String field) {
    return switch (Values.string(value, field)) {
      case "auto" -> new Auto();
      case "none" -> new None();
      case "required" -> new Required();
      default -> throw unknown();
    };
  }

  private static Allowed allowed(Slice value) {
    String at = "tool_choice.allowed_tools";
    Values.object(value, at);
    JsonMembers object = JsonMembers.read(value, JsonOrigin.CLIENT);
    Slice tools = required(object, "tools", at);
    Values.array(tools, at + ".tools");
    Set<String> names = new LinkedHashSet<>();
    JsonReader json = Values.reader(tools);
    json.beginArray();
    while (json.nextElement()) {
      Slice tool = json.value();
      Values.object(tool, at + ".tools");
      names.add(name(JsonMembers.read(tool, JsonOrigin.CLIENT)));
    }
    return new Allowed(names, find(object, "mode").is("\"required\""));
  }

  /** The name of {@code {"type":"function","function":{"name"}}}, or of a custom tool. */
  private static String name(JsonMembers object) {
    Slice custom = find(object, "custom");
    Slice tool = custom.isEmpty() ? find(object, "function") : custom;
    if (tool.isEmpty() || Values.kind(tool) != JsonKind.OBJECT) {
      throw unknown();
    }
    JsonMembers members = JsonMembers.read(tool, JsonOrigin.CLIENT);
    return Values.string(required(members, "name", "tool_choice"), "tool_choice.function.name");
  }

  private static Slice required(JsonMembers object, String name, String at) {
    Slice value = find(object, name);
    if (value.isEmpty()) {
      throw RequestFault.invalid(at + "." + name, "`" + at + "." + name + "` is missing.");
    }
    return value;
  }

  private static Slice find(JsonMembers object, String name) {
    return object.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }

  private static RequestFault unknown() {
    return RequestFault.invalid(
        "tool_choice",
        "`tool_choice` must be none, auto, required, name a tool or list allowed ones.");
  }
}
