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

  ClaudeThinking(ModelTraits traits, Dropped dropped) {
    this.traits = traits;
    this.dropped = dropped;
  }

  /**
   * @param thinking Anthropic's field; empty where absent
   * @param effort OpenAI's field; empty where absent
   * @param maxTokens the limit of the answer, which a budget must stay below; 0 for none
   */
  void read(Slice thinking, Slice effort, long maxTokens) {
    if (!thinking.isEmpty()) {
      readThinking(thinking);
    }
    if (!effort.isEmpty()) {
      readEffort(Values.string(effort, "reasoning_effort"), maxTokens);
    }
  }

  /** Whether the model thinks on request, so that it refuses sampling parameters. */
  boolean isOn() {
    return on;
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
      boolean type = json.nameIs("type") && json.peek() == JsonKind.STRING;
      on |= type && !json.string().equals("disabled");
      if (!type) {
        json.skip();
      }
    }
  }

  private void readEffort(String effort, long maxTokens) {
    String known =
        switch (effort) {
          case "none" -> "none";
          case "minimal", "low" -> "low";
          case "medium" -> "medium";
          case "high" -> "high";
          case "xhigh", "max" -> traits.has(Trait.EFFORT) ? effort : "high";
          default ->
              throw RequestFault.invalid(
                  "reasoning_effort",
                  "`reasoning_effort` must be none, minimal, low, medium, high, xhigh or max.");
        };
    if (known.equals("none")) {
      if (traits.has(Trait.FLAT_EFFORT)) {
        dropped.add("reasoning_effort");
      }
      return;
    }
    if (!given.isEmpty()) {
      dropped.add("reasoning_effort");
    } else if (traits.has(Trait.THINKING_ADAPTIVE)) {
      on = true;
      level = traits.has(Trait.EFFORT) ? known : "";
    } else if (traits.has(Trait.THINKING_BUDGET)) {
      readBudget(known, maxTokens);
    } else if (traits.has(Trait.FLAT_EFFORT) || traits.has(Trait.NOVA_EFFORT)) {
      level = known;
    } else if (traits.has(Trait.REASONING_CONFIG)) {
      level = known.equals("low") ? "low" : "high";
    } else {
      dropped.add("reasoning_effort");
    }
  }

  private void readBudget(String known, long maxTokens) {
    long wanted =
        switch (known) {
          case "low" -> 2_048;
          case "medium" -> 8_192;
          default -> 16_384;
        };
    long room = maxTokens == 0 ? wanted : Math.min(wanted, maxTokens - 1);
    if (room < SMALLEST_BUDGET) {
      dropped.add("reasoning_effort");
    } else {
      budget = room;
      on = true;
    }
  }
}
