package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonWriter;

/** OpenAI's {@code tools}, {@code tool_choice} and {@code parallel_tool_calls} as Claude's. */
final class ClaudeTools {
  /** Stands where a conversation has tool calls and the request has no tools: Claude wants some. */
  private static final String STUB =
      "{\"name\":\"unavailable\",\"description\":\"No tool can be called now.\",\"input_schema\":"
          + "{\"type\":\"object\",\"properties\":{}}}";

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final CachePlan caches;
  private final ByteWriter list = new ByteWriter(64);
  private final JsonWriter json = new JsonWriter(list);
  private ToolChoice choice = new ToolChoice.Auto();
  private String answerTool = "";
  private int strictTools;

  ClaudeTools(ModelTraits traits, ToolNames names, Dropped dropped, CachePlan caches) {
    this.caches = caches;
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
  }

  /** Takes the choice, before all tools. */
  void choose(ToolChoice wanted) {
    choice = wanted;
  }

  /**
   * Takes the end of the tools.
   *
   * @param usesTools whether the conversation holds tool calls already
   */
  void end(boolean usesTools) {
    if (isForced() && list.isEmpty()) {
      throw RequestFault.invalid(
          "tool_choice", "`tool_choice` asks for a tool, and there is none of that name.");
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

  /** Makes the model answer by one tool, where it can be forced and has no others. */
  boolean answerBy(Slice schema) {
    if (!list.isEmpty() || !traits.has(Trait.FORCES_TOOLS)) {
      return false;
    }
    answerTool = ConverseTools.ANSWER;
    json.beginObject().name("name").string(answerTool);
    json.name("description").string("Gives the answer.");
    json.name("input_schema").raw(schema).endObject();
    choice = new ToolChoice.Named(answerTool);
    return true;
  }

  /** The tool whose input is the model's answer; empty where there is none. */
  String answerTool() {
    return answerTool;
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Whether the model must call a tool. */
  boolean isForced() {
    return choice.isForced();
  }

  void write(JsonWriter out, boolean oneToolAtATime) {
    if (list.isEmpty()) {
      return;
    }
    out.name("tools").beginArray().raw(caches.spliced(CachePlan.Section.TOOLS, list.slice()));
    out.endArray();
    String type =
        switch (choice) {
          case ToolChoice.Auto _ -> "auto";
          case ToolChoice.None _ -> "none";
          case ToolChoice.Required _ -> "any";
          case ToolChoice.Named _ -> "tool";
          case ToolChoice.Allowed(_, boolean required) -> required ? "any" : "auto";
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

  /** Takes a tool. */
  void add(FunctionTool tool) {
    boolean only = choice instanceof ToolChoice.Named(String name) && !name.equals(tool.name());
    if (!choice.allows(tool.name()) || only && !traits.has(Trait.FORCES_TOOLS)) {
      return;
    }
    boolean strict =
        tool.strict()
            && traits.has(Trait.STRUCTURED_OUTPUT)
            && strictTools < FunctionTool.MOST_STRICT;
    if (tool.custom()) {
      names.takesText(tool.name());
    }
    json.beginObject().name("name").string(names.toBackend(tool.name()));
    if (tool.isDescribed()) {
      json.name("description").raw(tool.description());
    }
    json.name("input_schema").raw(ToolSchema.of(tool, traits, strict, dropped));
    if (strict) {
      strictTools++;
      json.name("strict").bool(true);
    } else if (tool.strict()) {
      dropped.add(tool.specAt() + ".strict");
    }
    caches.add(CachePlan.Section.TOOLS, list.length(), tool.cache(), tool.at());
    json.endObject();
  }
}
