package routec.simulator;

import java.util.Set;

/** How one Claude model differs from the others on Bedrock. */
record ClaudeTraits(
    Sampling sampling,
    Thinking thinking,
    boolean thinksAlways,
    Set<String> efforts,
    Forcing forcing,
    boolean structuredOutput,
    boolean prefill,
    boolean systemTurns,
    int maxOutput,
    int minimumCache) {

  /** Which of temperature and top_p may be set. */
  enum Sampling {
    FREE,
    ONE_OF,
    NONE
  }

  /** Which kinds of extended thinking there are. */
  enum Thinking {
    NONE,
    BUDGET,
    BUDGET_OR_ADAPTIVE,
    ADAPTIVE
  }

  /** When tool_choice may force a call. */
  enum Forcing {
    ALWAYS,
    WITHOUT_THINKING,
    NEVER
  }

  private static final Set<String> UP_TO_HIGH = Set.of("low", "medium", "high");
  private static final Set<String> UP_TO_MAX = Set.of("low", "medium", "high", "max");
  private static final Set<String> ALL = Set.of("low", "medium", "high", "xhigh", "max");

  /**
   * The traits of a model by its id without prefix, such as {@code anthropic.claude-opus-4-6-v1}.
   */
  static ClaudeTraits of(String stem) {
    if (has(stem, "fable", "mythos", "-5-5")) {
      return newest(true, Forcing.NEVER);
    }
    if (has(stem, "opus-4-7", "opus-4-8", "sonnet-5", "opus-5", "haiku-5")) {
      return newest(has(stem, "opus-5"), Forcing.ALWAYS);
    }
    if (has(stem, "opus-4-6", "sonnet-4-6")) {
      return new ClaudeTraits(
          Sampling.ONE_OF,
          Thinking.BUDGET_OR_ADAPTIVE,
          false,
          UP_TO_MAX,
          Forcing.ALWAYS,
          true,
          false,
          false,
          128_000,
          1024);
    }
    if (has(stem, "-4-5-")) {
      Set<String> efforts = has(stem, "opus") ? UP_TO_HIGH : Set.of();
      return new ClaudeTraits(
          Sampling.ONE_OF,
          Thinking.BUDGET,
          false,
          efforts,
          Forcing.WITHOUT_THINKING,
          true,
          true,
          false,
          64_000,
          has(stem, "haiku", "opus") ? 4096 : 1024);
    }
    if (has(stem, "3-7", "opus-4", "sonnet-4")) {
      Sampling sampling = has(stem, "opus-4-1") ? Sampling.ONE_OF : Sampling.FREE;
      int maxOutput = has(stem, "opus") ? 32_000 : has(stem, "3-7") ? 128_000 : 64_000;
      return new ClaudeTraits(
          sampling,
          Thinking.BUDGET,
          false,
          Set.of(),
          Forcing.WITHOUT_THINKING,
          false,
          true,
          false,
          maxOutput,
          1024);
    }
    return new ClaudeTraits(
        Sampling.FREE,
        Thinking.NONE,
        false,
        Set.of(),
        Forcing.ALWAYS,
        false,
        true,
        false,
        has(stem, "3-5") ? 8192 : 4096,
        has(stem, "haiku") ? 2048 : 1024);
  }

  private static ClaudeTraits newest(boolean thinksAlways, Forcing forcing) {
    return new ClaudeTraits(
        Sampling.NONE,
        Thinking.ADAPTIVE,
        thinksAlways,
        ALL,
        forcing,
        false,
        false,
        true,
        128_000,
        1024);
  }

  private static boolean has(String stem, String... parts) {
    for (String part : parts) {
      if (stem.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
