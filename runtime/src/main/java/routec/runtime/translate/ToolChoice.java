package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;

/** What a chat's {@code tool_choice} asks for. */
sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  record Required() implements ToolChoice {}

  /** One function, by the client's name for it. */
  record Named(String name) implements ToolChoice {}

  /** Reads the value; auto where it is absent. */
  static ToolChoice read(Slice value) {
    if (value.isEmpty()) {
      return new Auto();
    }
    if (Values.kind(value) == JsonKind.OBJECT) {
      JsonMembers object = JsonMembers.read(value, JsonOrigin.CLIENT);
      Slice function = object.find("function").orElse(Slice.EMPTY);
      if (function.isEmpty() || Values.kind(function) != JsonKind.OBJECT) {
        throw unknown();
      }
      return new Named(
          JsonMembers.read(function, JsonOrigin.CLIENT)
              .find("name")
              .map(name -> Values.string(name, "tool_choice.function.name"))
              .orElseThrow(ToolChoice::unknown));
    }
    return switch (Values.string(value, "tool_choice")) {
      case "auto" -> new Auto();
      case "none" -> new None();
      case "required" -> new Required();
      default -> throw unknown();
    };
  }

  private static RequestFault unknown() {
    return RequestFault.invalid(
        "tool_choice", "`tool_choice` must be none, auto, required or name a function.");
  }
}
