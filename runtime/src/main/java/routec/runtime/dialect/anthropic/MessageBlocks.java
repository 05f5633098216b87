package routec.runtime.dialect.anthropic;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonWriter;

/** Collects the content blocks of a message and writes it. Texts are bodies of JSON strings. */
public final class MessageBlocks {
  private final ByteWriter blocks = new ByteWriter(1024);
  private final JsonWriter json = new JsonWriter(blocks);
  private final ByteWriter extras = new ByteWriter(16);

  public void text(Slice raw) {
    json.beginObject().name("type").string("text").name("text").rawString(raw).endObject();
  }

  /** Text with an array of citations in this dialect. */
  public void citedText(Slice raw, Slice citations) {
    json.beginObject().name("type").string("text").name("text").rawString(raw);
    json.name("citations").raw(citations).endObject();
  }

  public void thinking(Slice raw, Slice rawSignature) {
    json.beginObject().name("type").string("thinking").name("thinking").rawString(raw);
    json.name("signature").rawString(rawSignature).endObject();
  }

  public void redacted(String data) {
    json.beginObject().name("type").string("redacted_thinking").name("data").string(data);
    json.endObject();
  }

  /** A tool call; its input is the JSON that the model wrote. */
  public void toolUse(Slice rawId, Slice name, Slice input) {
    json.beginObject().name("type").string("tool_use").name("id").rawString(rawId);
    json.name("name").utf8(name).name("input").raw(input).endObject();
  }

  /** Adds a member that the dialect itself doesn't have; its name needs no escapes. */
  public void extra(String name, Slice value) {
    extras.ascii(",\"").ascii(name).ascii("\":").put(value);
  }

  /**
   * The whole message.
   *
   * @param rawStopSequence the sequence that it stopped at; empty where there is none
   */
  public Slice write(String id, String model, StopReason stop, Slice rawStopSequence, Usage usage) {
    ByteWriter out = new ByteWriter(blocks.length() + 384);
    JsonWriter message = new JsonWriter(out);
    message.beginObject().name("id").string(id).name("type").string("message");
    message.name("role").string("assistant").name("model").string(model);
    message.name("content");
    out.put('[').put(blocks.slice());
    message.endArray();
    stop(message, stop, rawStopSequence);
    message.name("usage");
    usage(message, usage);
    out.put(extras.slice());
    message.endObject();
    return out.slice();
  }

  /** The two members that say why the model stopped. */
  static void stop(JsonWriter json, StopReason stop, Slice rawStopSequence) {
    json.name("stop_reason").string(stop.anthropic()).name("stop_sequence");
    if (rawStopSequence.isEmpty()) {
      json.nul();
    } else {
      json.rawString(rawStopSequence);
    }
  }

  /** Cached tokens stand beside the others, as this dialect counts. */
  static void usage(JsonWriter json, Usage usage) {
    json.beginObject().name("input_tokens").number(usage.input());
    json.name("cache_creation_input_tokens").number(usage.cacheWrite());
    json.name("cache_read_input_tokens").number(usage.cacheRead());
    json.name("output_tokens").number(usage.output()).endObject();
  }
}
