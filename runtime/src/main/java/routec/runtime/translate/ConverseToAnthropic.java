package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.dialect.anthropic.MessageBlocks;
import routec.runtime.dialect.converse.ConverseReply;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** A Converse reply as a message: every block in its order, thinking with its signatures. */
final class ConverseToAnthropic implements Answer.Whole, ConverseReply.Blocks {
  private final Call call;
  private final ModelTraits traits;
  private final ToolNames names;
  private final MessageBlocks blocks = new MessageBlocks();
  private boolean calls;

  ConverseToAnthropic(Call call, ModelTraits traits, ToolNames names) {
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
    StopReason stop =
        calls && reply.stop() == StopReason.UNKNOWN ? StopReason.TOOL_USE : reply.stop();
    String id = MessageIds.of(head, call);
    return new Answered(
        blocks.write(id, call.model(), stop, reply.rawStopSequence(), reply.usage()),
        reply.usage());
  }

  @Override
  public void text(Slice raw) {
    if (!raw.isEmpty()) { // a client would send it back, and Bedrock refuses empty text
      blocks.text(raw);
    }
  }

  @Override
  public void citedText(Slice raw, Slice citations) {
    blocks.citedText(raw, ConverseCitations.all(citations));
  }

  @Override
  public void toolUse(Slice rawId, String name, Slice input) {
    calls = true;
    blocks.toolUse(rawId, names.toClient(name), input);
  }

  @Override
  public void thinking(Slice raw, Slice rawSignature) {
    blocks.thinking(raw, rawSignature);
  }

  @Override
  public void redacted(Slice rawBase64) {
    blocks.redacted(RedactedThinking.toClaude(rawBase64));
  }
}
