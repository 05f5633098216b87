package routec.runtime.dialect.openai;

import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** Collects a chat completion and writes it: {@code object: chat.completion} with one choice. */
public final class ChatReply {
  private final ByteWriter text = new ByteWriter(512);
  private final ByteWriter reasoning = new ByteWriter(16);
  private final ByteWriter blocks = new ByteWriter(16);
  private final ByteWriter calls = new ByteWriter(16);
  private final JsonWriter blockList = new JsonWriter(blocks);
  private final JsonWriter callList = new JsonWriter(calls);
  private final ByteWriter extras = new ByteWriter(16);
  private Optional<UrlCitations> cited = Optional.empty();
  private int part;
  private int counted;
  private int characters;
  private boolean legacy;

  /** Adds text, the body of a JSON string; several texts are one content. */
  public void text(Slice rawString) {
    if (!rawString.isEmpty()) {
      endPart();
      part = text.length();
      text.put(rawString);
    }
  }

  /** Adds a web page that the text added last cites; both are bodies of JSON strings. */
  public void cite(Slice rawUrl, Slice rawTitle) {
    if (cited.isEmpty()) {
      cited = Optional.of(new UrlCitations());
    }
    cited.get().add(rawUrl, rawTitle);
  }

  private void endPart() {
    if (cited.isPresent() && cited.get().areOpen()) {
      cited.get().close(charactersBefore(part), charactersBefore(text.length()));
    }
  }

  /** How many characters stand before a place that is behind all that was asked for. */
  private int charactersBefore(int place) {
    Slice all = text.slice();
    int from = all.start() + counted;
    characters += JsonText.codePoints(new Slice(all.array(), from, all.start() + place));
    counted = place;
    return characters;
  }

  /** Adds a thinking block; the signature may be empty. */
  public void thinking(Slice rawThinking, Slice rawSignature) {
    reasoning.put(rawThinking);
    blockList.beginObject().name("type").string("thinking");
    blockList.name("thinking").rawString(rawThinking);
    blockList.name("signature").rawString(rawSignature).endObject();
  }

  /** Adds a thinking block that only its model can read. */
  public void redacted(Slice rawData) {
    blockList.beginObject().name("type").string("redacted_thinking");
    blockList.name("data").rawString(rawData).endObject();
  }

  /** Adds a tool call; its arguments are the JSON object that the model wrote. */
  public void call(Slice rawId, Slice name, Slice input) {
    callList.beginObject().name("id").rawString(rawId).name("type").string("function");
    callList.name("function").beginObject().name("name").utf8(name);
    callList.name("arguments").utf8(input).endObject().endObject();
  }

  /** Adds the call of a custom tool, whose input is one text, the body of a JSON string. */
  public void customCall(Slice rawId, Slice name, Slice rawInput) {
    callList.beginObject().name("id").rawString(rawId).name("type").string("custom");
    callList.name("custom").beginObject().name("name").utf8(name);
    callList.name("input").rawString(rawInput).endObject().endObject();
  }

  /** Adds the one call that a client knows which has functions and no tools. */
  public void legacyCall(Slice name, Slice input) {
    if (!legacy) {
      legacy = true;
      callList.beginObject().name("name").utf8(name).name("arguments").utf8(input).endObject();
    }
  }

  /** Adds a member that the dialect itself doesn't have; its name needs no escapes. */
  public void extra(String name, Slice json) {
    extras.ascii(",\"").ascii(name).ascii("\":").put(json);
  }

  /** The whole reply. */
  public Slice write(String id, long created, String model, StopReason stop, Usage usage) {
    ByteWriter out = new ByteWriter(text.length() + calls.length() + blocks.length() + 512);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("id").string(id).name("object").string("chat.completion");
    json.name("created").number(created).name("model").string(model);
    json.name("choices").beginArray().beginObject().name("index").number(0);
    json.name("message").beginObject().name("role").string("assistant").name("content");
    if (text.isEmpty() && !calls.isEmpty()) {
      json.nul();
    } else {
      json.rawString(text.slice());
    }
    json.name("refusal").nul();
    endPart();
    cited.ifPresent(pages -> json.name("annotations").raw(pages.array()));
    if (!blocks.isEmpty()) {
      json.name("reasoning_content").rawString(reasoning.slice());
      json.name("thinking_blocks").raw(array(blocks));
    }
    if (!calls.isEmpty()) {
      json.name(legacy ? "function_call" : "tool_calls");
      json.raw(legacy ? calls.slice() : array(calls));
    }
    json.endObject();
    json.name("logprobs").nul().name("finish_reason").string(finish(stop, legacy));
    json.endObject().endArray().name("usage");
    usage(json, usage);
    out.put(extras.slice());
    json.endObject();
    return out.slice();
  }

  /** The finish reason, as a client says it that may know no tools. */
  static String finish(StopReason stop, boolean legacy) {
    return legacy && stop == StopReason.TOOL_USE ? "function_call" : stop.openAi();
  }

  /** Writes a usage object: cached tokens are part of the prompt, as this dialect counts. */
  static void usage(JsonWriter json, Usage usage) {
    json.beginObject().name("prompt_tokens").number(usage.prompt());
    json.name("completion_tokens").number(usage.output());
    json.name("total_tokens").number(usage.total());
    json.name("prompt_tokens_details").beginObject();
    json.name("cached_tokens").number(usage.cacheRead());
    json.name("cache_write_tokens").number(usage.cacheWrite()).endObject();
    json.name("completion_tokens_details").beginObject();
    json.name("reasoning_tokens").number(usage.reasoning()).endObject().endObject();
  }

  private static Slice array(ByteWriter elements) {
    ByteWriter out = new ByteWriter(elements.length() + 2);
    return out.put('[').put(elements.slice()).put(']').slice();
  }
}
