package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/**
 * How much the model should think: {@code reasoning_effort}, or Anthropic's own {@code thinking}
 * field, as the model's family takes it.
 */
final class ClaudeThinking {
  private static final long SMALLEST_BUDGET = 1_024;

  private final ModelTraits traits;
  private final Dropped dropped;
  private Slice given = Slice.EMPTY;
  private String level = "";
  private long budget;
  private boolean on;
  private boolean off;

  ClaudeThinking(ModelTraits traits, Dropped dropped) {
    this.traits = traits;
    this.dropped = dropped;
  }

  /**
   * @param thinking Anthropic's field; empty where absent
   * @param effort OpenAI's field; empty where absent
   * @param maxTokens the limit of the answer, which a budget must stay below; 0 for none
   * @param forBudget whether the rest of the request allows a budget: Claude refuses one beside a
   *     forced tool, and where its last tool calls come back without the thinking before them
   */
  void read(Slice thinking, Slice effort, long maxTokens, boolean forBudget) {
    if (!thinking.isEmpty()) {
      readThinking(thinking);
    }
    if (!effort.isEmpty()) {
      readEffort(Values.string(effort, "reasoning_effort"), maxTokens, forBudget);
    }
  }

  /** Whether the model thinks on request, so that it refuses sampling parameters. */
  boolean isOn() {
    return on;
  }

  /** Whether the model wants to choose all limits itself: Nova at its highest effort. */
  boolean leavesNoLimits() {
    return traits.has(Trait.NOVA_EFFORT) && level.equals("high");
  }

  /**
   * Refuses what Claude refuses beside thinking, in words of the client's own fields.
   *
   * @param forced whether a tool must be called
   * @param prefilled whether the conversation ends with the assistant
   */
  void check(boolean forced, boolean prefilled) {
    if (on && forced && traits.has(Trait.THINKING_BUDGET)) {
      throw RequestFault.invalid(
          "tool_choice", "This model can't be made to call a tool while it thinks.");
    }
    if (on && prefilled) {
      throw RequestFault.invalid(
          "messages", "This model can't go on with an assistant message while it thinks.");
    }
  }

  /** The tokens that the model may spend on thinking; 0 where no number says. */
  long budget() {
    return budget;
  }

  /** The effort in the model's own words; empty where none is asked for. */
  String level() {
    return level;
  }

  /** Writes the members that ask for it, for the fields that Bedrock passes on to the model. */
  void write(JsonWriter json) {
    writeThinking(json);
    if (level.isEmpty()) {
      return;
    }
    if (traits.has(Trait.FLAT_EFFORT)) {
      json.name("reasoning_effort").string(level);
    } else if (traits.has(Trait.NOVA_EFFORT)) {
      json.name("reasoningConfig").beginObject().name("type").string("enabled");
      json.name("maxReasoningEffort").string(level).endObject();
    } else if (traits.has(Trait.NESTED_EFFORT)) {
      json.name("reasoning").beginObject().name("effort").string(level).endObject();
    } else if (traits.has(Trait.REASONING_CONFIG)) {
      json.name("reasoning_config").string(level);
    } else {
      json.name("output_config").beginObject().name("effort").string(level).endObject();
    }
  }

  /** Writes Claude's {@code thinking}, where the model is to think. */
  void writeThinking(JsonWriter json) {
    if (!given.isEmpty()) {
      json.name("thinking").raw(given);
    } else if (budget > 0) {
      json.name("thinking").beginObject().name("type").string("enabled");
      json.name("budget_tokens").number(budget).endObject();
    } else if (on && traits.has(Trait.THINKING_ADAPTIVE)) {
      json.name("thinking").raw("{\"type\":\"adaptive\"}");
    } else if (off) {
      json.name("thinking").raw("{\"type\":\"disabled\"}");
    }
  }

  private void readThinking(Slice thinking) {
    if (!traits.isClaude()) {
      throw RequestFault.invalid("thinking", "This model takes no `thinking`.");
    }
    Values.object(thinking, "thinking");
    given = thinking;
    JsonReader json = Values.reader(thinking);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("type") && json.peek() == JsonKind.STRING) {
        on = !json.string().equals("disabled");
      } else if (json.nameIs("budget_tokens")) {
        budget = Values.positive(json.value(), "thinking.budget_tokens");
      } else {
        json.skip();
      }
    }
  }

  private void readEffort(String effort, long maxTokens, boolean forBudget) {
    String known =
        switch (effort) {
          case "none" -> "none";
          case "minimal", "low" -> "low";
          case "medium" -> "medium";
          case "high" -> "high";
          case "xhigh" -> traits.has(Trait.XHIGH_EFFORT) ? effort : "high";
          case "max" -> traits.has(Trait.EFFORT) ? effort : "high";
          default ->
              throw RequestFault.invalid(
                  "reasoning_effort",
                  "`reasoning_effort` must be none, minimal, low, medium, high, xhigh or max.");
        };
    if (known.equals("none")) {
      doNotThink();
    } else if (!given.isEmpty() && !traits.has(Trait.EFFORT)) {
      dropped.add("reasoning_effort");
    } else if (traits.has(Trait.THINKING_ADAPTIVE)) {
      on |= given.isEmpty();
      level = traits.has(Trait.EFFORT) ? known : "";
    } else if (traits.has(Trait.THINKING_BUDGET)) {
      readBudget(known, maxTokens, forBudget);
    } else if (traits.has(Trait.FLAT_EFFORT)
        || traits.has(Trait.NESTED_EFFORT)
        || traits.has(Trait.NOVA_EFFORT)) {
      level = known;
    } else if (traits.has(Trait.REASONING_CONFIG)) {
      level = known.equals("low") ? "low" : "high";
    } else {
      dropped.add("reasoning_effort");
    }
  }

  /** Some models think unless told not to, and some can't be told. */
  private void doNotThink() {
    if (traits.has(Trait.FLAT_EFFORT) || traits.has(Trait.THINKING_ALWAYS) || on) {
      dropped.add("reasoning_effort");
    } else {
      off = given.isEmpty() && traits.has(Trait.THINKING_ADAPTIVE);
    }
  }

  private void readBudget(String known, long maxTokens, boolean forBudget) {
    long wanted =
        switch (known) {
          case "low" -> 2_048;
          case "medium" -> 8_192;
          default -> 16_384;
        };
    long room = maxTokens == 0 ? wanted : Math.min(wanted, maxTokens / 2); // words need room, too
    if (room < SMALLEST_BUDGET || !forBudget) {
      dropped.add("reasoning_effort");
    } else {
      budget = room;
      on = true;
    }
  }
}
