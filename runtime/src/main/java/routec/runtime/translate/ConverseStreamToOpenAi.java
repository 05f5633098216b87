package routec.runtime.translate;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.converse.ConverseEvents;
import routec.runtime.dialect.openai.ChatChunks;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonText;
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
  private final Asked asked;
  private final StopTail tail;
  private final boolean includeUsage;
  private final Map<Long, Integer> calls = new HashMap<>();
  private final Map<Long, WholeCall> wholes = new HashMap<>();
  private final Set<Long> answers = new HashSet<>();
  private final ByteWriter thinking = new ByteWriter(64);
  private final ByteWriter signature = new ByteWriter(64);
  private ChatChunks chunks;
  private ByteWriter out = new ByteWriter(16);
  private StopReason stop = StopReason.UNKNOWN;
  private boolean stopped;
  private boolean hasCalls;
  private Usage usage = Usage.NONE;

  /** A call that goes to the client in one piece. */
  private record WholeCall(Slice id, Slice name, ByteWriter input) {}

  ConverseStreamToOpenAi(Call call, Asked asked, boolean includeUsage) {
    this.call = call;
    this.asked = asked;
    this.tail = asked.tail();
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
          ConverseEvents.read(frame.type(), frame.payload(), asked.inputCountsCache(), this);
    }
  }

  @Override
  public void end(ByteWriter to) {
    if (!stopped) {
      throw ProviderFault.broken("Bedrock ended the stream before the model had finished.");
    }
    if (stop != StopReason.END_TURN || tail.met().isEmpty()) {
      chunks.text(tail.rest(), to);
    }
    for (WholeCall whole : wholes.values()) { // blocks that nobody ended
      asked.whole(whole.id, whole.name, whole.input, chunks, to);
    }
    chunks.finish(asked.stop(stop, hasCalls), usage, to);
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
    if (server) {
      return; // a tool that Bedrock runs itself is none that the client could answer
    }
    if (asked.isAnswer(name)) {
      answers.add(block);
      return;
    }
    chunks.text(tail.rest(), out);
    hasCalls = true;
    Slice clientName = asked.names().toClient(name);
    if (asked.legacy() || asked.names().isText(clientName)) {
      Slice id = Slice.of(rawId.bytes());
      wholes.put(block, new WholeCall(id, clientName, new ByteWriter(64)));
    } else {
      calls.put(block, chunks.beginCall(rawId, clientName, out));
    }
  }

  @Override
  public void text(long block, Slice raw) {
    chunks.text(tail.pass(raw), out);
  }

  @Override
  public void input(long block, Slice raw) {
    Integer number = calls.get(block);
    WholeCall whole = wholes.get(block);
    if (number != null) {
      chunks.arguments(number, raw, out);
    } else if (whole != null) {
      JsonText.unescape(raw, whole.input);
    } else if (answers.contains(block)) {
      chunks.text(raw, out);
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
    ConverseCitations.page(json).ifPresent(page -> chunks.cite(page.rawUrl(), page.rawTitle()));
  }

  @Override
  public void blockStop(long block) {
    if (!signature.isEmpty()) {
      chunks.thinkingBlock(thinking.slice(), signature.slice(), out);
    }
    thinking.clear();
    signature.clear();
    chunks.text(tail.endOfText(), out);
    chunks.endText();
    Integer number = calls.get(block);
    if (number != null) {
      chunks.endCall(number, out);
    }
    WholeCall whole = wholes.remove(block);
    if (whole != null) {
      asked.whole(whole.id, whole.name, whole.input, chunks, out);
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

  @Override
  public void extra(String name, Slice json) {
    asked.extra(name, json, chunks::extra);
  }

  private ChatChunks chunks(String id) {
    return new ChatChunks(id, Instant.now().getEpochSecond(), call.model(), includeUsage);
  }
}
