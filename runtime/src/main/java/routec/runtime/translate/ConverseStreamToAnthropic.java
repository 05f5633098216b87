package routec.runtime.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.anthropic.MessageEvents;
import routec.runtime.dialect.converse.ConverseEvents;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.ProviderFault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.Framing;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/**
 * A ConverseStream as message events.
 *
 * <p>Blocks must follow one another here, so what comes for another block than the open one waits
 * for its turn. The last events wait for the end, since usage comes after {@code messageStop};
 * without a {@code messageStop} there are none.
 */
final class ConverseStreamToAnthropic implements Answer.Stream, ConverseEvents {
  private static final int MOST_HELD = 100_000;
  private static final long NONE = -1;

  private final Call call;
  private final Asked asked;
  private final StopTail tail;
  private final Set<Long> answers = new HashSet<>();
  private final Set<Long> serverTools = new HashSet<>();
  private final Map<Long, List<Runnable>> waiting = new LinkedHashMap<>();
  private int held;
  private MessageEvents events;
  private ByteWriter out = new ByteWriter(16);
  private long current = NONE;
  private StopReason stop = StopReason.UNKNOWN;
  private Slice stopSequence = Slice.EMPTY;
  private boolean stopped;
  private boolean hasCalls;
  private Usage usage = Usage.NONE;

  ConverseStreamToAnthropic(Call call, Asked asked) {
    this.call = call;
    this.asked = asked;
    this.tail = asked.tail();
    this.events = new MessageEvents("msg_" + call.id(), call.model());
  }

  @Override
  public Framing framing() {
    return Framing.EVENT_STREAM;
  }

  @Override
  public void begin(ReplyHead head) {
    events = new MessageEvents(MessageIds.of(head, call), call.model());
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
    out = to;
    while (current != NONE) { // blocks that nobody ended
      blockStop(current);
    }
    Slice met = stop == StopReason.END_TURN ? tail.met() : Slice.EMPTY;
    if (met.isEmpty()) {
      events.text(tail.rest(), to);
      events.finish(asked.stop(stop, hasCalls), asked.met(stop, stopSequence), usage, to);
    } else {
      events.finish(StopReason.STOP_SEQUENCE, met, usage, to);
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public void messageStart() {
    events.begin(out);
  }

  @Override
  public void toolStart(long block, Slice rawId, String name, boolean server) {
    if (server) {
      serverTools.add(block);
      return;
    }
    if (asked.isAnswer(name)) {
      answers.add(block);
      return;
    }
    hasCalls = true;
    events.text(tail.rest(), out);
    ToolNames names = asked.names();
    if (isItsTurn(block)) {
      events.beginTool(rawId, names.toClient(name), out);
    } else {
      Slice id = copy(rawId);
      wait(block, () -> events.beginTool(id, names.toClient(name), out));
    }
  }

  @Override
  public void text(long block, Slice raw) {
    if (raw.isEmpty()) {
      return; // begins nothing: a client would send the empty block back
    }
    if (isItsTurn(block)) {
      events.text(tail.pass(raw), out);
    } else {
      Slice kept = copy(raw);
      wait(block, () -> events.text(tail.pass(kept), out));
    }
  }

  @Override
  public void input(long block, Slice raw) {
    if (serverTools.contains(block)) {
      return;
    }
    if (answers.contains(block)) {
      text(block, raw);
      return;
    }
    if (isItsTurn(block)) {
      events.input(raw, out);
    } else {
      Slice kept = copy(raw);
      wait(block, () -> events.input(kept, out));
    }
  }

  @Override
  public void thinking(long block, Slice raw) {
    if (isItsTurn(block)) {
      events.thinking(raw, out);
    } else {
      Slice kept = copy(raw);
      wait(block, () -> events.thinking(kept, out));
    }
  }

  @Override
  public void signature(long block, Slice raw) {
    if (isItsTurn(block)) {
      events.signature(raw, out);
    } else {
      Slice kept = copy(raw);
      wait(block, () -> events.signature(kept, out));
    }
  }

  @Override
  public void redacted(long block, Slice rawBase64) {
    String data = RedactedThinking.toClaude(rawBase64);
    if (isItsTurn(block)) {
      events.redacted(data, out);
    } else {
      wait(block, () -> events.redacted(data, out));
    }
  }

  @Override
  public void citation(long block, Slice json) {
    Slice citation = ConverseCitations.one(json);
    if (citation.isEmpty()) {
      return;
    }
    if (isItsTurn(block)) {
      events.citation(citation, out);
    } else {
      wait(block, () -> events.citation(citation, out));
    }
  }

  @Override
  public void blockStop(long block) {
    if (block != current) {
      if (waiting.containsKey(block)) {
        wait(block, () -> blockStop(block));
      }
      return;
    }
    events.text(tail.endOfText(), out);
    events.endBlock(out);
    current = NONE;
    if (!waiting.isEmpty()) {
      current = waiting.keySet().iterator().next();
      List<Runnable> its = List.copyOf(waiting.getOrDefault(current, List.of()));
      waiting.remove(current);
      held -= its.size();
      its.forEach(Runnable::run);
    }
  }

  @Override
  public void messageStop(StopReason reason, Slice rawStopSequence) {
    stopped = true;
    stop = reason;
    stopSequence = copy(rawStopSequence);
  }

  @Override
  public void usage(Usage counted) {
    usage = counted;
  }

  @Override
  public void extra(String name, Slice json) {
    asked.extra(name, json, events::extra);
  }

  /** Whether a block is the open one; it becomes so where none is. */
  private boolean isItsTurn(long block) {
    if (current == NONE) {
      current = block;
    }
    return current == block;
  }

  private void wait(long block, Runnable event) {
    if (++held > MOST_HELD) {
      throw ProviderFault.broken("Bedrock's stream has too many blocks open at once.");
    }
    waiting.computeIfAbsent(block, _ -> new ArrayList<>()).add(event);
  }

  private static Slice copy(Slice raw) {
    return Slice.of(Arrays.copyOfRange(raw.array(), raw.start(), raw.end()));
  }
}
