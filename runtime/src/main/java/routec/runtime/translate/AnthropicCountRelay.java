package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.ReplyHead;

/** A count of tokens of the same API as it stands; nothing was used for it. */
final class AnthropicCountRelay implements Answer.Whole {
  @Override
  public Answered complete(ReplyHead head, Slice body) {
    if (AnthropicRelay.object(body).find("input_tokens").isEmpty()) {
      throw ProviderFault.broken("The backend's reply is no count of tokens.");
    }
    return new Answered(body, Usage.NONE);
  }
}
