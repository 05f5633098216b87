package routec.runtime.translate;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.converse.ConverseUsage;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatChunks;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/**
 * A ConverseStream as chat completion chunks.
 *
 * <p>The finish chunk waits for the end, since usage comes after {@code messageStop}; without a
 * {@code messageStop} there is no finish at all.
 */
final class ConverseStreamToOpenAi implements Answer.Stream {
  private final Call call;
  private final ModelTraits traits;
  private final ToolNames names;
  private final boolean includeUsage;
  private final Set<Long> serverTools = new HashSet<>();
  private final ByteWriter thinking = new ByteWriter(64);
  private final ByteWriter signature = new ByteWriter(64);
  private ChatChunks chunks;
  private StopReason stop = StopReason.UNKNOWN;
  private boolean stopped;
  private Usage usage = Usage.NONE;

  ConverseStreamToOpenAi(Call call, ModelTraits traits, ToolNames names, boolean includeUsage) {
    this.call = call;
    this.traits = traits;
    this.names = names;
    this.includeUsage = includeUsage;
    this.chunks = chunks("chatcmpl-" + call.id());
  }

  @Override
  public Framing framing() {
    return Framing.EVENT_STREAM;
  }

  @Override
  public void begin(ReplyHead head) {
    chunks = chunks(CompletionIds.of(head, call));
  }

  @Override
  public void frame(Frame frame, ByteWriter out) {
    switch (frame.kind()) {
      case EXCEPTION, ERROR ->
          throw BedrockRefusals.frame(frame.type(), frame.message(), frame.payload());
      case EVENT -> event(frame, out);
    }
  }

  @Override
  public void end(ByteWriter out) {
    if (!stopped) {
      throw ProviderFault.broken("Bedrock ended the stream before the model had finished.");
    }
    chunks.finish(stop, usage, out);
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private ChatChunks chunks(String id) {
    return new ChatChunks(id, Instant.now().getEpochSecond(), call.model(), includeUsage);
  }

  private void event(Frame frame, ByteWriter out) {
    JsonReader json = JsonReader.ofProvider(frame.payload());
    switch (frame.type()) {
      case "messageStart" -> chunks.begin(out);
      case "contentBlockStart" -> blockStart(json, out);
      case "contentBlockDelta" -> blockDelta(json, out);
      case "contentBlockStop" -> blockStop(out);
      case "messageStop" -> messageStop(json);
      case "metadata" -> metadata(json);
      default -> {} // an event that this release doesn't know: nothing that a client waits for
    }
  }

  private void blockStart(JsonReader json, ByteWriter out) {
    Slice id = Slice.EMPTY;
    String name = "";
    boolean server = false;
    boolean tool = false;
    long index = 0;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("contentBlockIndex")) {
        index = json.integer();
      } else if (json.nameIs("start")) {
        json.beginObject();
        while (json.nextMember()) {
          if (!json.nameIs("toolUse")) {
            json.skip();
            continue;
          }
          tool = true;
          json.beginObject();
          while (json.nextMember()) {
            switch (json.name()) {
              case "toolUseId" -> id = json.rawString();
              case "name" -> name = json.string();
              case "type" -> server = json.string().equals("server_tool_use");
              default -> json.skip();
            }
          }
        }
      } else {
        json.skip();
      }
    }
    if (server) {
      serverTools.add(index);
    } else if (tool) {
      chunks.beginCall(id, names.toClient(name), out);
    }
  }

  private void blockDelta(JsonReader json, ByteWriter out) {
    Slice delta = Slice.EMPTY;
    long index = 0;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("contentBlockIndex")) {
        index = json.integer();
      } else if (json.nameIs("delta")) {
        delta = json.value();
      } else {
        json.skip();
      }
    }
    if (!delta.isEmpty()) {
      delta(JsonReader.ofProvider(delta), serverTools.contains(index), out);
    }
  }

  private void delta(JsonReader json, boolean server, ByteWriter out) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> chunks.text(json.rawString(), out);
        case "toolUse" -> toolDelta(json, server, out);
        case "reasoningContent" -> reasoningDelta(json, out);
        default -> json.skip();
      }
    }
  }

  private void toolDelta(JsonReader json, boolean server, ByteWriter out) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("input") && json.peek() == JsonKind.STRING && !server) {
        chunks.arguments(json.rawString(), out);
      } else {
        json.skip();
      }
    }
  }

  private void reasoningDelta(JsonReader json, ByteWriter out) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "text" -> {
          Slice text = json.rawString();
          thinking.put(text);
          chunks.reasoning(text, out);
        }
        case "signature" -> signature.put(json.rawString());
        case "redactedContent" -> chunks.redactedBlock(json.rawString(), out);
        default -> json.skip();
      }
    }
  }

  private void blockStop(ByteWriter out) {
    if (!signature.isEmpty()) {
      chunks.thinkingBlock(thinking.slice(), signature.slice(), out);
    }
    thinking.clear();
    signature.clear();
    chunks.endCall(out);
  }

  private void messageStop(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("stopReason")) {
        stop = StopReason.ofBedrock(json.string());
        stopped = true;
      } else {
        json.skip();
      }
    }
  }

  private void metadata(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("usage") && json.peek() == JsonKind.OBJECT) {
        usage = ConverseUsage.read(json, traits.has(Trait.INPUT_COUNTS_CACHE));
      } else {
        json.skip();
      }
    }
  }
}
