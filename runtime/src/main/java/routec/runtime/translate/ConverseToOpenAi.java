package routec.runtime.translate;

import java.time.Instant;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.dialect.converse.ConverseReply;
import routec.runtime.dialect.openai.ChatReply;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/**
 * A Converse reply as a chat completion: every text block, thinking with signatures, tool calls.
 */
final class ConverseToOpenAi implements Answer.Whole, ConverseReply.Blocks {
  private final Call call;
  private final Asked asked;
  private final StopTail tail;
  private final ChatReply chat = new ChatReply();
  private boolean hasCalls;

  ConverseToOpenAi(Call call, Asked asked) {
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
    if (reply.stop() != StopReason.END_TURN || tail.met().isEmpty()) {
      chat.text(tail.rest());
    }
    return new Answered(
        chat.write(
            CompletionIds.of(head, call),
            Instant.now().getEpochSecond(),
            call.model(),
            asked.stop(reply.stop(), hasCalls),
            reply.usage()),
        reply.usage());
  }

  @Override
  public void text(Slice raw) {
    chat.text(tail.pass(raw));
  }

  @Override
  public void citedText(Slice raw, Slice citations) {
    text(raw);
    ConverseCitations.pages(citations, page -> chat.cite(page.rawUrl(), page.rawTitle()));
  }

  @Override
  public void toolUse(Slice rawId, String name, Slice input) {
    if (asked.isAnswer(name)) {
      ByteWriter answer = new ByteWriter(input.length() + 16);
      JsonText.escape(input, answer);
      chat.text(answer.slice());
      return;
    }
    hasCalls = true;
    asked.call(rawId, name, input, chat);
  }

  @Override
  public void thinking(Slice raw, Slice rawSignature) {
    chat.thinking(raw, rawSignature);
  }

  @Override
  public void redacted(Slice rawBase64) {
    chat.redacted(Slice.utf8(RedactedThinking.toClaude(rawBase64)));
  }

  @Override
  public void extra(String name, Slice json) {
    asked.extra(name, json, chat::extra);
  }
}
