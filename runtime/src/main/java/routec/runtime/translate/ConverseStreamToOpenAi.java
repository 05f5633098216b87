package routec.runtime.translate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.converse.ConverseEvents;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatChunks;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/**
 * A ConverseStream as chat completion chunks.
 *
 * <p>The finish chunk waits for the end, since usage comes after {@code messageStop}; without a
 * {@code messageStop} there is no finish at all.
 */
final class ConverseStreamToOpenAi implements Answer.Stream, ConverseEvents {
  private final Call call;
  private final ModelTraits traits;
  private final ToolNames names;
  private final boolean includeUsage;
  private final Map<Long, Integer> calls = new HashMap<>();
  private final ByteWriter thinking = new ByteWriter(64);
  private final ByteWriter signature = new ByteWriter(64);
  private ChatChunks chunks;
  private ByteWriter out = new ByteWriter(16);
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
  public void frame(Frame frame, ByteWriter to) {
    out = to;
    switch (frame.kind()) {
      case EXCEPTION, ERROR ->
          throw BedrockRefusals.frame(frame.type(), frame.message(), frame.payload());
      case EVENT ->
          ConverseEvents.read(
              frame.type(), frame.payload(), traits.has(Trait.INPUT_COUNTS_CACHE), this);
    }
  }

  @Override
  public void end(ByteWriter to) {
    if (!stopped) {
      throw ProviderFault.broken("Bedrock ended the stream before the model had finished.");
    }
    boolean unsaid = stop == StopReason.UNKNOWN && !calls.isEmpty();
    chunks.finish(unsaid ? StopReason.TOOL_USE : stop, usage, to);
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public void messageStart() {
    chunks.begin(out);
  }

  @Override
  public void toolStart(long block, Slice rawId, String name, boolean server) {
    if (!server) { // a tool that Bedrock runs itself is none that the client could answer
      calls.put(block, chunks.beginCall(rawId, names.toClient(name), out));
    }
  }

  @Override
  public void text(long block, Slice raw) {
    chunks.text(raw, out);
  }

  @Override
  public void input(long block, Slice raw) {
    Integer number = calls.get(block);
    if (number != null) {
      chunks.arguments(number, raw, out);
    }
  }

  @Override
  public void thinking(long block, Slice raw) {
    thinking.put(raw);
    chunks.reasoning(raw, out);
  }

  @Override
  public void signature(long block, Slice raw) {
    signature.put(raw);
  }

  @Override
  public void redacted(long block, Slice rawBase64) {
    chunks.redactedBlock(Slice.utf8(RedactedThinking.toClaude(rawBase64)), out);
  }

  @Override
  public void citation(long block, Slice json) {
    // a chunk has no place for it
  }

  @Override
  public void blockStop(long block) {
    if (!signature.isEmpty()) {
      chunks.thinkingBlock(thinking.slice(), signature.slice(), out);
    }
    thinking.clear();
    signature.clear();
    Integer number = calls.get(block);
    if (number != null) {
      chunks.endCall(number, out);
    }
  }

  @Override
  public void messageStop(StopReason reason, Slice rawStopSequence) {
    stop = reason;
    stopped = true;
  }

  @Override
  public void usage(Usage counted) {
    usage = counted;
  }

  private ChatChunks chunks(String id) {
    return new ChatChunks(id, Instant.now().getEpochSecond(), call.model(), includeUsage);
  }
}
