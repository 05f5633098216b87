package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/**
 * Anthropic's {@code thinking} and {@code output_config.effort}: as they stand for a Claude, in the
 * family's own words for any other model that thinks on request.
 */
final class AnthropicThinking {
  private static final long LITTLE = 4_096;
  private static final long MUCH = 16_384;

  private final ModelTraits traits;
  private final Dropped dropped;
  private final ClaudeThinking words;
  private Slice thinking = Slice.EMPTY;
  private Slice effort = Slice.EMPTY;
  private String type = "";
  private long budget;

  AnthropicThinking(ModelTraits traits, Dropped dropped) {
    this.traits = traits;
    this.dropped = dropped;
    this.words = new ClaudeThinking(traits, dropped);
  }

  /** Reads both fields, empty where absent. */
  void read(Slice thinkingValue, Slice effortValue) {
    thinking = thinkingValue;
    effort = effortValue;
    if (!thinking.isEmpty()) {
      readThinking();
    }
    if (!effort.isEmpty()) {
      Values.string(effort, "output_config.effort");
    }
    if (traits.isClaude()
        && !effort.isEmpty()
        && !traits.has(Trait.EFFORT)
        && !traits.has(Trait.EFFORT_BETA)) {
      dropped.add("output_config.effort");
      effort = Slice.EMPTY;
    }
    if (!traits.isClaude()) {
      otherFamily();
    }
  }

  /** Whether a Claude thinks on request, so that it refuses sampling parameters. */
  boolean isOn() {
    return traits.isClaude() && !type.isEmpty() && !type.equals("disabled");
  }

  /** Whether the model wants to choose all limits itself. */
  boolean leavesNoLimits() {
    return !traits.isClaude() && words.leavesNoLimits();
  }

  /** Whether the effort needs a beta flag beside it. */
  boolean wantsEffortBeta() {
    return !effort.isEmpty() && traits.has(Trait.EFFORT_BETA);
  }

  /** Refuses what Claude refuses beside thinking, in words of the client's own fields. */
  void check(boolean forced, boolean prefilled) {
    if (isOn() && forced && traits.has(Trait.THINKING_BUDGET)) {
      throw RequestFault.invalid(
          "tool_choice", "This model can't be made to call a tool while it thinks.");
    }
    if (isOn() && prefilled) {
      throw RequestFault.invalid(
          "messages", "This model can't go on with an assistant message while it thinks.");
    }
  }

  void write(JsonWriter json) {
    if (!traits.isClaude()) {
      words.write(json);
      return;
    }
    if (!thinking.isEmpty()) {
      json.name("thinking").raw(thinking);
    }
    if (!effort.isEmpty()) {
      json.name("output_config").beginObject().name("effort").raw(effort).endObject();
    }
  }

  private void readThinking() {
    Values.object(thinking, "thinking");
    JsonReader json = Values.reader(thinking);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("type") && json.peek() == JsonKind.STRING) {
        type = json.string();
      } else if (json.nameIs("budget_tokens")) {
        budget = Values.positive(json.value(), "thinking.budget_tokens");
      } else {
        json.skip();
      }
    }
  }

  private void otherFamily() {
    boolean takesEffort =
        traits.has(Trait.FLAT_EFFORT)
            || traits.has(Trait.NESTED_EFFORT)
            || traits.has(Trait.NOVA_EFFORT)
            || traits.has(Trait.REASONING_CONFIG);
    boolean wanted = !effort.isEmpty() || !type.isEmpty() && !type.equals("disabled");
    if (!wanted || type.equals("disabled")) {
      return;
    }
    if (!takesEffort) {
      dropped.add(thinking.isEmpty() ? "output_config.effort" : "thinking");
      return;
    }
    words.read(Slice.EMPTY, effort.isEmpty() ? Slice.utf8(effortOfBudget()) : effort, 0, true);
  }

  private String effortOfBudget() {
    if (budget == 0) {
      return "\"medium\"";
    }
    return budget <= LITTLE ? "\"low\"" : budget < MUCH ? "\"medium\"" : "\"high\"";
  }
}
