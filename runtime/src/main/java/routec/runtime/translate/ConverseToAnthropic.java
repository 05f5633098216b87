package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.dialect.anthropic.MessageBlocks;
import routec.runtime.dialect.converse.ConverseReply;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** A Converse reply as a message: every block in its order, thinking with its signatures. */
final class ConverseToAnthropic implements Answer.Whole, ConverseReply.Blocks {
  private final Call call;
  private final Asked asked;
  private final StopTail tail;
  private final MessageBlocks blocks = new MessageBlocks();
  private final ByteWriter pending = new ByteWriter(512);
  private boolean calls;

  ConverseToAnthropic(Call call, Asked asked) {
    this.call = call;
    this.asked = asked;
    this.tail = asked.tail();
  }

  @Override
  public Answered complete(ReplyHead head, Slice body) {
    if (body.isEmpty() || JsonReader.ofProvider(body).peek() != JsonKind.OBJECT) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    ConverseReply reply = ConverseReply.read(body, asked.inputCountsCache(), this);
    if (!reply.hasMessage()) {
      throw BedrockRefusals.notAMessage(head, body);
    }
    String id = MessageIds.of(head, call);
    Slice met = reply.stop() == StopReason.END_TURN ? tail.met() : Slice.EMPTY;
    if (met.isEmpty()) {
      endText(tail.rest());
    } else {
      endText(Slice.EMPTY);
    }
    StopReason stop = asked.stop(reply.stop(), calls);
    return new Answered(
        blocks.write(
            id,
            call.model(),
            met.isEmpty() ? stop : StopReason.STOP_SEQUENCE,
            met.isEmpty() ? asked.met(reply.stop(), reply.rawStopSequence()) : met,
            reply.usage()),
        reply.usage());
  }

  @Override
  public void text(Slice raw) {
    endText(tail.rest());
    pending.put(tail.pass(raw));
  }

  @Override
  public void citedText(Slice raw, Slice citations) {
    if (raw.isEmpty()) {
      pending.put(tail.rest());
    } else {
      endText(tail.rest());
      pending.put(raw);
    }
    blocks.citedText(pending.slice(), ConverseCitations.all(citations));
    pending.clear();
  }

  @Override
  public void toolUse(Slice rawId, String name, Slice input) {
    endText(tail.rest());
    if (asked.isAnswer(name)) {
      ByteWriter answer = new ByteWriter(input.length() + 16);
      JsonText.escape(input, answer);
      blocks.text(answer.slice());
    } else {
      calls = true;
      blocks.toolUse(rawId, asked.names().toClient(name), input);
    }
  }

  @Override
  public void thinking(Slice raw, Slice rawSignature) {
    endText(tail.rest());
    blocks.thinking(raw, rawSignature);
  }

  @Override
  public void redacted(Slice rawBase64) {
    endText(tail.rest());
    blocks.redacted(RedactedThinking.toClaude(rawBase64));
  }

  @Override
  public void extra(String name, Slice json) {
    asked.extra(name, json, blocks::extra);
  }

  /** Writes the text block before; an empty one would come back, and Bedrock refuses it. */
  private void endText(Slice end) {
    pending.put(end);
    if (!pending.isEmpty()) {
      blocks.text(pending.slice());
      pending.clear();
    }
  }
}
