package routec.runtime.dialect.openai;

/** Every field of a chat message. */
public enum MessageField {
  ROLE,
  CONTENT,
  NAME,
  REFUSAL,
  TOOL_CALLS,
  TOOL_CALL_ID,
  FUNCTION_CALL,
  AUDIO,
  ANNOTATIONS,
  /** The reasoning that replies of gateways carry, as a plain text. */
  REASONING_CONTENT,
  /** The reasoning as blocks with their signatures. */
  THINKING_BLOCKS,
  /** The reasoning as OpenRouter spells it: blocks with signatures, too. */
  REASONING_DETAILS,
  CACHE_CONTROL,
  UNKNOWN;

  /** The field of a name. */
  public static MessageField of(String name) {
    return switch (name) {
      case "role" -> ROLE;
      case "content" -> CONTENT;
      case "name" -> NAME;
      case "refusal" -> REFUSAL;
      case "tool_calls" -> TOOL_CALLS;
      case "tool_call_id" -> TOOL_CALL_ID;
      case "function_call" -> FUNCTION_CALL;
      case "audio" -> AUDIO;
      case "annotations" -> ANNOTATIONS;
      case "reasoning_content", "reasoning" -> REASONING_CONTENT;
      case "reasoning_details" -> REASONING_DETAILS;
      case "thinking_blocks" -> THINKING_BLOCKS;
      case "cache_control" -> CACHE_CONTROL;
      default -> UNKNOWN;
    };
  }
}
