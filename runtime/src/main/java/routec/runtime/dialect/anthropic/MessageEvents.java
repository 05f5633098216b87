package routec.runtime.dialect.anthropic;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonWriter;

/**
 * Writes the events of a streamed message in their legal order: one start, blocks one after the
 * other with indexes from 0, one delta with stop reason and usage, one stop.
 *
 * <p>Texts are bodies of JSON strings. A block begins with its first content and ends when the next
 * begins. SDKs set a signature and don't concatenate it, so it goes out whole, at its block's end.
 */
public final class MessageEvents {
  private final String id;
  private final String model;
  private final ByteWriter signature = new ByteWriter(64);
  private final ByteWriter extras = new ByteWriter(16);
  private Kind open = Kind.NONE;
  private int index = -1;
  private boolean begun;

  /** What kind of block is open. */
  private enum Kind {
    NONE,
    TEXT,
    THINKING,
    TOOL
  }

  /**
   * @param id the message's id
   * @param model as the client spells it
   */
  public MessageEvents(String id, String model) {
    this.id = id;
    this.model = model;
  }

  /** Opens the message; later calls do nothing. Usage is known at the end only. */
  public void begin(ByteWriter out) {
    if (begun) {
      return;
    }
    begun = true;
    JsonWriter json = event("message_start", out).name("message").beginObject();
    json.name("id").string(id).name("type").string("message").name("role").string("assistant");
    json.name("model").string(model).name("content").beginArray().endArray();
    json.name("stop_reason").nul().name("stop_sequence").nul().name("usage");
    MessageBlocks.usage(json, Usage.NONE);
    close(json.endObject(), out);
  }

  /** Text; empty text is no event. */
  public void text(Slice raw, ByteWriter out) {
    if (!raw.isEmpty()) {
      openText(out);
      close(delta("text_delta", out).name("text").rawString(raw).endObject(), out);
    }
  }

  /** A source of the text around it, in this dialect. */
  public void citation(Slice json, ByteWriter out) {
    openText(out);
    close(delta("citations_delta", out).name("citation").raw(json).endObject(), out);
  }

  /** Thinking; empty thinking is no event. */
  public void thinking(Slice raw, ByteWriter out) {
    if (!raw.isEmpty()) {
      openThinking(out);
      close(delta("thinking_delta", out).name("thinking").rawString(raw).endObject(), out);
    }
  }

  /** A piece of the signature; a block may have a signature and nothing else. */
  public void signature(Slice raw, ByteWriter out) {
    openThinking(out);
    signature.put(raw);
  }

  /** A whole block of thinking that only its model can read. */
  public void redacted(String data, ByteWriter out) {
    endBlock(out);
    JsonWriter json = blockStart(out).beginObject().name("type").string("redacted_thinking");
    close(json.name("data").string(data).endObject(), out);
    blockStop(out);
  }

  /** Begins a tool call. */
  public void beginTool(Slice rawId, Slice name, ByteWriter out) {
    endBlock(out);
    open = Kind.TOOL;
    JsonWriter json = blockStart(out).beginObject().name("type").string("tool_use");
    json.name("id").rawString(rawId).name("name").utf8(name);
    close(json.name("input").raw("{}").endObject(), out);
  }

  /** A piece of the current call's input. */
  public void input(Slice raw, ByteWriter out) {
    if (!raw.isEmpty() && open == Kind.TOOL) {
      close(delta("input_json_delta", out).name("partial_json").rawString(raw).endObject(), out);
    }
  }

  /** Ends the open block, if there is one. */
  public void endBlock(ByteWriter out) {
    if (open == Kind.NONE) {
      return;
    }
    if (!signature.isEmpty()) {
      JsonWriter json = delta("signature_delta", out);
      close(json.name("signature").rawString(signature.slice()).endObject(), out);
      signature.clear();
    }
    open = Kind.NONE;
    blockStop(out);
  }

  /** Adds a member to the event that ends the message; its name needs no escapes. */
  public void extra(String name, Slice json) {
    extras.ascii(",\"").ascii(name).ascii("\":").put(json);
  }

  /** Ends the message. */
  public void finish(StopReason stop, Slice rawStopSequence, Usage usage, ByteWriter out) {
    begin(out);
    endBlock(out);
    JsonWriter json = event("message_delta", out).name("delta").beginObject();
    MessageBlocks.stop(json, stop, rawStopSequence);
    json.endObject().name("usage");
    MessageBlocks.usage(json, usage);
    out.put(extras.slice());
    close(json, out);
    close(event("message_stop", out), out);
  }

  private void openText(ByteWriter out) {
    if (open != Kind.TEXT) {
      endBlock(out);
      open = Kind.TEXT;
      close(blockStart(out).raw("{\"type\":\"text\",\"text\":\"\"}"), out);
    }
  }

  private void openThinking(ByteWriter out) {
    if (open != Kind.THINKING) {
      endBlock(out);
      open = Kind.THINKING;
      JsonWriter json = blockStart(out);
      close(json.raw("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"), out);
    }
  }

  private JsonWriter blockStart(ByteWriter out) {
    begin(out);
    index++;
    return event("content_block_start", out).name("index").number(index).name("content_block");
  }

  private void blockStop(ByteWriter out) {
    close(event("content_block_stop", out).name("index").number(index), out);
  }

  private JsonWriter delta(String type, ByteWriter out) {
    JsonWriter json = event("content_block_delta", out).name("index").number(index);
    return json.name("delta").beginObject().name("type").string(type);
  }

  private static JsonWriter event(String type, ByteWriter out) {
    out.ascii("event: ").ascii(type).ascii("\ndata: ");
    return new JsonWriter(out).beginObject().name("type").string(type);
  }

  private static void close(JsonWriter json, ByteWriter out) {
    json.endObject();
    out.ascii("\n\n");
  }
}
