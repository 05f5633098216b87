package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.ReplyHead;

/** Refusals of a backend that speaks the Anthropic API: its status and words, our request's id. */
public final class AnthropicRefusals {
  private AnthropicRefusals() {}

  /** The fault for a reply that is not 2xx. */
  public static Fault read(ReplyHead head, Slice body) {
    return OpenAiRefusals.fault(head, body);
  }
}
