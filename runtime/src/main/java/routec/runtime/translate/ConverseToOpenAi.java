package routec.runtime.translate;

import java.time.Instant;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.converse.ConverseUsage;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatReply;
import routec.runtime.fault.Fault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** A Converse reply as a chat completion: every text block, thinking with signatures, tool calls. */
final class ConverseToOpenAi implements Answer.Whole {
  private final Call call;
  private final ModelTraits traits;
  private final ToolNames names;
  private final ChatReply reply = new ChatReply();
  private StopReason stop = StopReason.UNKNOWN;
  private Usage usage = Usage.NONE;
  private boolean hasMessage;
  private boolean hasCalls;

  ConverseToOpenAi(Call call, ModelTraits traits, ToolNames names) {
    this.call = call;
    this.traits = traits;
    this.names = names;
  }

  @Override
  public Answered complete(ReplyHead head, Slice body) {
    JsonReader json = JsonReader.ofProvider(body);
    if (body.isEmpty() || json.peek() != JsonKind.OBJECT) {
      throw incomplete(body, head);
    }
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "output" -> output(json);
        case "stopReason" -> stop = StopReason.ofBedrock(json.string());
        case "usage" -> usage = ConverseUsage.read(json, traits.has(Trait.INPUT_COUNTS_CACHE));
        default -> json.skip();
      }
    }
    json.end();
    if (!hasMessage) {
      throw incomplete(body, head);
    }
    boolean calls = hasCalls && stop == StopReason.UNKNOWN;
    return new Answered(
        reply.write(
            CompletionIds.of(head, call),
            Instant.now().getEpochSecond(),
            call.model(),
            calls ? StopReason.TOOL_USE : stop,
            usage),
        usage);
  }

  /** A 200 that is none: AWS answers some mistakes so. */
  private static Fault incomplete(Slice body, ReplyHead head) {
    Fault said = BedrockRefusals.read(new ReplyHead(404, head.headers()), body);
    return body.text().contains("__type")
        ? said
        : ProviderFault.broken("Bedrock's reply holds no message.").withRequestId(head.requestId());
  }

  private void output(JsonReader json) {
    if (json.peek() != JsonKind.OBJECT) {
      json.skip();
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("message") && json.peek() == JsonKind.OBJECT) {
        message(json);
      } else {
        json.skip();
      }
    }
  }

  private void message(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("content") && json.peek() == JsonKind.ARRAY) {
        hasMessage = true;
        json.beginArray();
        while (json.nextElement()) {
          block(json);
        }
      } else {
        json.skip();
      }
    }
  }

  private void block(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> reply.text(json.rawString());
        case "toolUse" -> toolUse(json);
        case "reasoningContent" -> reasoning(json);
        case "citationsContent" -> citations(json);
        default -> json.skip();
      }
    }
  }

  private void toolUse(JsonReader json) {
    Slice id = Slice.EMPTY;
    String name = "";
    Slice input = Slice.utf8("{}");
    boolean server = false;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "toolUseId" -> id = json.rawString();
        case "name" -> name = json.string();
        case "input" -> input = json.value();
        case "type" -> server = json.string().equals("server_tool_use");
        default -> json.skip();
      }
    }
    if (!server) { // a tool that Bedrock runs itself is none that the client could answer
      hasCalls = true;
      reply.call(id, names.toClient(name), input);
    }
  }

  private void reasoning(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "reasoningText" -> reasoningText(json);
        case "redactedContent" -> reply.redacted(json.rawString());
        default -> json.skip();
      }
    }
  }

  private void reasoningText(JsonReader json) {
    Slice text = Slice.EMPTY;
    Slice signature = Slice.EMPTY;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> text = json.rawString();
        case "signature" -> signature = json.rawString();
        default -> json.skip();
      }
    }
    reply.thinking(text, signature);
  }

  private void citations(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("content") && json.peek() == JsonKind.ARRAY) {
        json.beginArray();
        while (json.nextElement()) {
          block(json);
        }
      } else {
        json.skip();
      }
    }
  }
}
