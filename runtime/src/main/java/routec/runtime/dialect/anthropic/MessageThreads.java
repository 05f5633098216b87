package routec.runtime.dialect.anthropic;

import routec.runtime.fault.RequestFault;

/**
 * Conversations that Anthropic's service keeps ({@code thread}, a beta): Bedrock keeps none.
 *
 * <p>The SDKs' tool runners ask for one, and on this very error they send the whole conversation
 * instead. Were the field dropped, they would send the rest of a conversation that nobody has.
 */
public final class MessageThreads {
  private MessageThreads() {}

  /** The error that Anthropic's own service has for this. */
  public static RequestFault refused() {
    return RequestFault.invalid(
            "thread", "Bedrock keeps no `thread`: send the whole conversation without it.")
        .withCode("thread_unsupported_request");
  }
}
