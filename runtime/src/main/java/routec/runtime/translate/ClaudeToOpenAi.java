package routec.runtime.translate;

import java.time.Instant;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.ClaudeUsage;
import routec.runtime.dialect.openai.ChatReply;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** Claude's reply as a chat completion: every text, thinking with signatures, tool calls. */
final class ClaudeToOpenAi implements Answer.Whole {
  /** What Bedrock adds to the body of a model behind a guardrail. */
  static final String GUARDRAIL = "amazon-bedrock-guardrailAction";

  private final Call call;
  private final Asked asked;
  private final ClaudeHost host;
  private final ChatReply reply = new ChatReply();
  private boolean hasCalls;

  ClaudeToOpenAi(Call call, Asked asked, ClaudeHost host) {
    this.call = call;
    this.asked = asked;
    this.host = host;
  }

  @Override
  public Answered complete(ReplyHead head, Slice body) {
    JsonReader json = JsonReader.ofProvider(body);
    if (body.isEmpty() || json.peek() != JsonKind.OBJECT) {
      throw host.notAMessage(head, body);
    }
    boolean content = false;
    boolean guarded = false;
    StopReason stop = StopReason.UNKNOWN;
    Usage usage = Usage.NONE;
    json.beginObject();
    while (json.nextMember()) {
      String name = json.name();
      JsonKind kind = json.peek();
      if (name.equals("content") && kind == JsonKind.ARRAY) {
        content = true;
        json.beginArray();
        while (json.nextElement()) {
          block(JsonMembers.read(json.value(), JsonOrigin.PROVIDER));
        }
      } else if (name.equals("stop_reason") && kind == JsonKind.STRING) {
        stop = StopReason.ofBedrock(json.string());
      } else if (name.equals(GUARDRAIL) && kind == JsonKind.STRING) {
        guarded = json.string().equals("INTERVENED");
      } else if (name.equals("usage") && kind == JsonKind.OBJECT) {
        usage = ClaudeUsage.read(json, Usage.NONE);
      } else if (name.equals("amazon-bedrock-trace")) {
        reply.extra(name, json.value());
      } else {
        json.skip();
      }
    }
    json.end();
    if (!content) {
      throw host.notAMessage(head, body);
    }
    long created = Instant.now().getEpochSecond();
    String id = CompletionIds.of(head, call);
    StopReason reason = guarded ? StopReason.GUARDRAIL : asked.stop(stop, hasCalls);
    return new Answered(reply.write(id, created, call.model(), reason, usage), usage);
  }

  private void block(JsonMembers block) {
    switch (raw(block, "type").text()) {
      case "text" -> {
        reply.text(raw(block, "text"));
        block.find("citations").ifPresent(this::cite);
      }
      case "thinking" -> reply.thinking(raw(block, "thinking"), raw(block, "signature"));
      case "redacted_thinking" -> reply.redacted(raw(block, "data"));
      case "tool_use" ->
          toolUse(
              raw(block, "id"),
              raw(block, "name").text(),
              block.find("input").orElse(Slice.utf8("{}")));
      default -> {} // what Bedrock's own servers did: no part of a chat completion
    }
  }

  private void cite(Slice citations) {
    JsonReader json = JsonReader.ofProvider(citations);
    if (json.peek() != JsonKind.ARRAY) {
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      WebPage.ofClaude(json.value()).ifPresent(page -> reply.cite(page.rawUrl(), page.rawTitle()));
    }
  }

  private void toolUse(Slice rawId, String name, Slice input) {
    if (asked.isAnswer(name)) {
      ByteWriter answer = new ByteWriter(input.length() + 16);
      JsonText.escape(input, answer);
      reply.text(answer.slice());
      return;
    }
    hasCalls = true;
    asked.call(rawId, name, input, reply);
  }

  static Slice raw(JsonMembers members, String name) {
    return members
        .find(name)
        .filter(value -> JsonReader.ofProvider(value).peek() == JsonKind.STRING)
        .map(value -> JsonReader.ofProvider(value).rawString())
        .orElse(Slice.EMPTY);
  }
}
