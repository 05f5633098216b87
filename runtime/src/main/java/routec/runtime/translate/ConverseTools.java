package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonWriter;

/** The tools of a request and its tool choice as Converse's {@code toolConfig}. */
final class ConverseTools {
  /** The name of the tool by which a model answers that takes no schema for its answer. */
  static final String ANSWER = "json_answer";

  /**
   * Stands where a conversation has tool calls and the request has no tools: Bedrock wants some.
   */
  private static final String STUB =
      "{\"toolSpec\":{\"name\":\"unavailable\",\"description\":\"No tool can be called now.\","
          + "\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{}}}}}";

  private final ModelTraits traits;
  private final ToolNames names;
  private final Dropped dropped;
  private final CachePlan caches;
  private final ToolChoice wanted;
  private final ByteWriter specs = new ByteWriter(64);
  private final JsonWriter json = new JsonWriter(specs);
  private String choice = "";
  private String answerTool = "";
  private int strictTools;

  ConverseTools(
      ModelTraits traits, ToolNames names, Dropped dropped, CachePlan caches, ToolChoice wanted) {
    this.traits = traits;
    this.names = names;
    this.dropped = dropped;
    this.caches = caches;
    this.wanted = wanted;
  }

  /** Takes a tool. */
  void add(FunctionTool tool) {
    boolean only = wanted instanceof ToolChoice.Named(String name) && !name.equals(tool.name());
    if (!wanted.allows(tool.name()) || only && !traits.has(Trait.FORCES_TOOLS)) {
      return;
    }
    boolean strict =
        tool.strict()
            && traits.has(Trait.STRUCTURED_OUTPUT)
            && strictTools < FunctionTool.MOST_STRICT;
    if (tool.custom()) {
      names.takesText(tool.name());
    }
    json.beginObject().name("toolSpec").beginObject();
    json.name("name").string(names.toBackend(tool.name()));
    if (tool.isDescribed()) {
      json.name("description").raw(tool.description());
    }
    json.name("inputSchema").beginObject().name("json");
    json.raw(ToolSchema.of(tool, traits, strict, dropped)).endObject();
    if (strict) {
      strictTools++;
      json.name("strict").bool(true);
    } else if (tool.strict()) {
      dropped.add(tool.specAt() + ".strict");
    }
    json.endObject().endObject();
    caches.add(CachePlan.Section.TOOLS, specs.length(), tool.cache(), tool.at());
  }

  /** Takes a tool of Bedrock's own, which it runs itself. */
  void addSystemTool(Slice systemTool) {
    json.beginObject().name(FunctionTool.SYSTEM_TOOL).raw(systemTool).endObject();
  }

  /**
   * Takes the choice, after all tools.
   *
   * @param usesTools whether the conversation holds tool calls already
   */
  void choose(boolean usesTools) {
    switch (wanted) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> none();
      case ToolChoice.Required _ -> force("{\"any\":{}}");
      case ToolChoice.Named(String name) ->
          force("{\"tool\":{\"name\":\"" + names.toBackend(name) + "\"}}");
      case ToolChoice.Allowed(_, boolean required) -> {
        if (required) {
          force("{\"any\":{}}");
        }
      }
    }
    if (specs.isEmpty() && usesTools) {
      json.raw(STUB);
    }
  }

  /**
   * Makes the model answer by one tool, where it can be forced and has no others.
   *
   * @param schema the schema of its answer
   * @return whether that works
   */
  boolean answerBy(Slice schema) {
    if (!specs.isEmpty() || !traits.has(Trait.FORCES_TOOLS)) {
      return false;
    }
    answerTool = ANSWER;
    json.beginObject().name("toolSpec").beginObject().name("name").string(ANSWER);
    json.name("description").string("Gives the answer.");
    json.name("inputSchema").beginObject().name("json").raw(schema).endObject();
    json.endObject().endObject();
    choice = "{\"tool\":{\"name\":\"" + ANSWER + "\"}}";
    return true;
  }

  /** The tool whose input is the model's answer; empty where there is none. */
  String answerTool() {
    return answerTool;
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
      out.raw(caches.spliced(CachePlan.Section.TOOLS, specs.slice())).endArray();
      if (!choice.isEmpty()) {
        out.name("toolChoice").raw(choice);
      }
      out.endObject();
    }
  }

  /** Converse has no "none": without tools none can be called. */
  private void none() {
    specs.clear();
    json.restart();
    caches.forget(CachePlan.Section.TOOLS);
  }

  private void force(String forced) {
    if (specs.isEmpty()) {
      throw RequestFault.invalid(
          "tool_choice", "`tool_choice` asks for a tool, and there is none of that name.");
    }
    if (traits.has(Trait.FORCES_TOOLS)) {
      choice = forced;
    } else {
      dropped.add("tool_choice");
    }
  }
}
