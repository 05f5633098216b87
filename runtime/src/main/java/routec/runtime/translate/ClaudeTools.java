package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** OpenAI's {@code tools}, {@code tool_choice} and {@code parallel_tool_calls} as Claude's. */
final class ClaudeTools {
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  /** Stands where a conversation has tool calls and the request has no tools: Claude wants some. */
  private static final String STUB =
      "{\"name\":\"unavailable\",\"description\":\"No tool can be called now.\",\"input_schema\":"
          + NO_PARAMETERS
          + "}";

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final ByteWriter list = new ByteWriter(64);
  private final JsonWriter json = new JsonWriter(list);
  private ToolChoice choice = new ToolChoice.Auto();

  ClaudeTools(ModelTraits traits, ToolNames names, Dropped dropped) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
  }

  /**
   * @param usesTools whether the conversation holds tool calls already
   */
  void read(Slice tools, Slice toolChoice, boolean usesTools) {
    FunctionTool.readAll(tools, this::tool);
    choice = ToolChoice.read(toolChoice);
    if (isForced() && list.isEmpty()) {
      throw RequestFault.invalid(
          "tool_choice", "`tool_choice` asks for a tool, and there are none.");
    }
    if (isForced() && !traits.has(Trait.FORCES_TOOLS)) {
      dropped.add("tool_choice");
      choice = new ToolChoice.Auto();
    }
    if (list.isEmpty() && usesTools) {
      json.raw(STUB);
      choice = new ToolChoice.None();
    }
  }

  /** Whether the model must call a tool. */
  boolean isForced() {
    return switch (choice) {
      case ToolChoice.Auto _, ToolChoice.None _ -> false;
      case ToolChoice.Required _, ToolChoice.Named _ -> true;
    };
  }

  void write(JsonWriter out, boolean oneToolAtATime) {
    if (list.isEmpty()) {
      return;
    }
    out.name("tools").beginArray().raw(list.slice()).endArray();
    String type =
        switch (choice) {
          case ToolChoice.Auto _ -> "auto";
          case ToolChoice.None _ -> "none";
          case ToolChoice.Required _ -> "any";
          case ToolChoice.Named _ -> "tool";
        };
    if (type.equals("auto") && !oneToolAtATime) {
      return;
    }
    out.name("tool_choice").beginObject().name("type").string(type);
    if (choice instanceof ToolChoice.Named(String name)) {
      out.name("name").string(names.toBackend(name));
    }
    if (oneToolAtATime && !type.equals("none")) {
      out.name("disable_parallel_tool_use").bool(true);
    }
    out.endObject();
  }

  private void tool(FunctionTool tool) {
    json.beginObject().name("name").string(names.toBackend(tool.name()));
    if (!tool.description().isEmpty()
        && Values.kind(tool.description()) == JsonKind.STRING
        && !JsonText.isBlank(Values.rawString(tool.description(), "description"))) {
      json.name("description").raw(tool.description());
    }
    json.name("input_schema");
    if (tool.parameters().isEmpty() || Values.saysNothing(tool.parameters())) {
      json.raw(NO_PARAMETERS);
    } else {
      json.raw(tool.parameters());
    }
    if (tool.strict() && traits.has(Trait.STRUCTURED_OUTPUT)) {
      json.name("strict").bool(true);
    } else if (tool.strict()) {
      dropped.add(tool.specAt() + ".strict");
    }
    if (!tool.cache().isEmpty()) {
      json.name("cache_control").raw(tool.cache());
    }
    json.endObject();
  }
}
