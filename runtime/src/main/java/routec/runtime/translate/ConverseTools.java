package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.dialect.converse.CachePoints;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** The tools of a request and its tool choice as Converse's {@code toolConfig}. */
final class ConverseTools {
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  /**
   * Stands where a conversation has tool calls and the request has no tools: Bedrock wants some.
   */
  private static final String STUB =
      "{\"toolSpec\":{\"name\":\"unavailable\",\"description\":\"No tool can be called now.\","
          + "\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{}}}}}";

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final ByteWriter specs = new ByteWriter(64);
  private final JsonWriter json = new JsonWriter(specs);
  private String choice = "";

  ConverseTools(ModelTraits traits, ToolNames names, Dropped dropped) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
  }

  /**
   * Takes the choice, after all tools.
   *
   * @param usesTools whether the conversation holds tool calls already
   */
  void choose(ToolChoice wanted, boolean usesTools) {
    switch (wanted) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> none(usesTools);
      case ToolChoice.Required _ -> force("{\"any\":{}}");
      case ToolChoice.Named(String name) ->
          force("{\"tool\":{\"name\":\"" + names.toBackend(name) + "\"}}");
    }
    if (specs.isEmpty() && usesTools) {
      json.raw(STUB);
    }
  }

  boolean hasTools() {
    return !specs.isEmpty();
  }

  /** Whether the model must call a tool. */
  boolean isForced() {
    return !choice.isEmpty();
  }

  void write(JsonWriter out) {
    if (!specs.isEmpty()) {
      out.name("toolConfig").beginObject().name("tools").beginArray();
      out.raw(specs.slice()).endArray();
      if (!choice.isEmpty()) {
        out.name("toolChoice").raw(choice);
      }
      out.endObject();
    }
  }

  /** Takes a tool. */
  void add(FunctionTool tool) {
    json.beginObject().name("toolSpec").beginObject();
    json.name("name").string(names.toBackend(tool.name()));
    if (!tool.description().isEmpty()
        && Values.kind(tool.description()) == JsonKind.STRING
        && !JsonText.isBlank(Values.rawString(tool.description(), "description"))) {
      json.name("description").raw(tool.description());
    }
    json.name("inputSchema").beginObject().name("json");
    if (tool.parameters().isEmpty() || Values.saysNothing(tool.parameters())) {
      json.raw(NO_PARAMETERS);
    } else {
      json.raw(tool.parameters());
    }
    json.endObject();
    if (tool.strict() && traits.has(Trait.STRUCTURED_OUTPUT)) {
      json.name("strict").bool(true);
    } else if (tool.strict()) {
      dropped.add(tool.specAt() + ".strict");
    }
    json.endObject().endObject();
    if (!tool.cache().isEmpty() && traits.has(Trait.CACHE_POINTS)) {
      CachePoints.write(json, tool.cache());
    } else if (!tool.cache().isEmpty()) {
      dropped.add(tool.at() + ".cache_control");
    }
  }

  /**
   * Converse has no "none": without tools none can be called, but a history of calls wants some.
   */
  private void none(boolean usesTools) {
    if (usesTools) {
      dropped.add("tool_choice");
    } else {
      specs.clear();
    }
  }

  private void force(String forced) {
    if (specs.isEmpty()) {
      throw RequestFault.invalid(
          "tool_choice", "`tool_choice` asks for a tool, and there are none.");
    }
    if (traits.has(Trait.FORCES_TOOLS)) {
      choice = forced;
    } else {
      dropped.add("tool_choice");
    }
  }
}
