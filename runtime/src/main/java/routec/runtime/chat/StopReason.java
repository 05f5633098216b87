package routec.runtime.chat;

/** Why a model stopped, with each dialect's word for it: the only table of these words. */
public enum StopReason {
  END_TURN("end_turn", "stop", "end_turn"),
  STOP_SEQUENCE("stop_sequence", "stop", "stop_sequence"),
  MAX_TOKENS("max_tokens", "length", "max_tokens"),
  CONTEXT_WINDOW("model_context_window_exceeded", "length", "model_context_window_exceeded"),
  TOOL_USE("tool_use", "tool_calls", "tool_use"),
  PAUSE_TURN("pause_turn", "stop", "pause_turn"),
  REFUSAL("refusal", "content_filter", "refusal"),
  GUARDRAIL("guardrail_intervened", "content_filter", "refusal"),
  CONTENT_FILTERED("content_filtered", "content_filter", "refusal"),
  MALFORMED_OUTPUT("malformed_model_output", "stop", "end_turn"),
  MALFORMED_TOOL_USE("malformed_tool_use", "stop", "end_turn"),
  /** A reason that Bedrock says and this table doesn't know: the reply is complete all the same. */
  UNKNOWN("", "stop", "end_turn");

  private final String bedrock;
  private final String openAi;
  private final String anthropic;

  StopReason(String bedrock, String openAi, String anthropic) {
    this.bedrock = bedrock;
    this.openAi = openAi;
    this.anthropic = anthropic;
  }

  /** The reason for a word of Converse or of Claude (both share one vocabulary). */
  public static StopReason ofBedrock(String word) {
    for (StopReason reason : values()) {
      if (reason.bedrock.equals(word)) {
        return reason;
      }
    }
    return UNKNOWN;
  }

  /** OpenAI's {@code finish_reason}. */
  public String openAi() {
    return openAi;
  }

  /** Anthropic's {@code stop_reason}. */
  public String anthropic() {
    return anthropic;
  }
}
