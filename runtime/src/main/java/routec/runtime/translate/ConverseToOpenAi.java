package routec.runtime.translate;

import java.time.Instant;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.dialect.converse.ConverseReply;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatReply;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/**
 * A Converse reply as a chat completion: every text block, thinking with signatures, tool calls.
 */
final class ConverseToOpenAi implements Answer.Whole, ConverseReply.Blocks {
  private final Call call;
  private final ModelTraits traits;
  private final ToolNames names;
  private final ChatReply chat = new ChatReply();
  private boolean hasCalls;

  ConverseToOpenAi(Call call, ModelTraits traits, ToolNames names) {
    this.call = call;
    this.traits = traits;
    this.names = names;
  }

  @Override
  public Answered complete(ReplyHead head, Slice body) {
    if (body.isEmpty() || JsonReader.ofProvider(body).peek() != JsonKind.OBJECT) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    ConverseReply reply = ConverseReply.read(body, traits.has(Trait.INPUT_COUNTS_CACHE), this);
    if (!reply.hasMessage()) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    boolean unsaid = hasCalls && reply.stop() == StopReason.UNKNOWN;
    return new Answered(
        chat.write(
            CompletionIds.of(head, call),
            Instant.now().getEpochSecond(),
            call.model(),
            unsaid ? StopReason.TOOL_USE : reply.stop(),
            reply.usage()),
        reply.usage());
  }

  @Override
  public void text(Slice raw) {
    chat.text(raw);
  }

  @Override
  public void citedText(Slice raw, Slice citations) {
    chat.text(raw); // sources in documents have no place in a chat completion
  }

  @Override
  public void toolUse(Slice rawId, String name, Slice input) {
    hasCalls = true;
    chat.call(rawId, names.toClient(name), input);
  }

  @Override
  public void thinking(Slice raw, Slice rawSignature) {
    chat.thinking(raw, rawSignature);
  }

  @Override
  public void redacted(Slice rawBase64) {
    chat.redacted(Slice.utf8(RedactedThinking.toClaude(rawBase64)));
  }
}
