package routec.runtime.dialect.openai;

import java.util.BitSet;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.StopReason;
import routec.runtime.chat.Usage;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/**
 * Writes the events of a streamed chat completion.
 *
 * <p>SDKs concatenate strings, so role, a call's id and its name are sent exactly once; every call
 * gets arguments, {@code {}} where the model wrote none. They merge lists by the {@code index} of
 * their entries, so thinking blocks have one, too. With {@code include_usage} one last chunk
 * without choices carries the usage and all others say {@code "usage":null}.
 */
public final class ChatChunks {
  private static final Slice NO_ARGUMENTS = Slice.utf8("{}");

  private final boolean includeUsage;
  private final byte[] head;
  private boolean begun;
  private int calls;
  private int block = -1;
  private final BitSet withoutArguments = new BitSet();
  private final ByteWriter extras = new ByteWriter(16);
  private Optional<UrlCitations> cited = Optional.empty();
  private int characters;
  private int part;
  private boolean within;
  private boolean legacy;

  /**
   * @param id the completion's id, the same in every chunk
   * @param created seconds since 1970
   * @param model as the client spells it
   */
  public ChatChunks(String id, long created, String model, boolean includeUsage) {
    this.includeUsage = includeUsage;
    ByteWriter out = new ByteWriter(192);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("id").string(id).name("object").string("chat.completion.chunk");
    json.name("created").number(created).name("model").string(model).name("choices");
    head = out.bytes();
  }

  /** Opens the message; later calls do nothing. */
  public void begin(ByteWriter out) {
    if (!begun) {
      begun = true;
      open(out).ascii("\"role\":\"assistant\",\"content\":\"\"");
      close(out);
    }
  }

  /** Text, the body of a JSON string; empty text is no event. */
  public void text(Slice rawString, ByteWriter out) {
    if (!rawString.isEmpty()) {
      begin(out);
      open(out).ascii("\"content\":\"").put(rawString).put('"');
      close(out);
      part = within ? part : characters;
      within = true;
      characters += JsonText.codePoints(rawString);
    }
  }

  /**
   * Adds a web page that the current part of the text cites, or the last one where it stays empty;
   * both are bodies of JSON strings.
   */
  public void cite(Slice rawUrl, Slice rawTitle) {
    if (cited.isEmpty()) {
      cited = Optional.of(new UrlCitations());
    }
    cited.get().add(rawUrl, rawTitle);
  }

  /** Ends a part of the text; the next text is another. */
  public void endText() {
    within = false;
    cited.ifPresent(pages -> pages.close(part, characters));
  }

  /** Reasoning, the body of a JSON string. */
  public void reasoning(Slice rawString, ByteWriter out) {
    if (!rawString.isEmpty()) {
      begin(out);
      open(out).ascii("\"reasoning_content\":\"").put(rawString).put('"');
      close(out);
    }
  }

  /** A finished thinking block with its signature, so that clients can send it back. */
  public void thinkingBlock(Slice rawThinking, Slice rawSignature, ByteWriter out) {
    begin(out);
    openBlock(out).ascii("\"thinking\",\"thinking\":\"");
    out.put(rawThinking).ascii("\",\"signature\":\"").put(rawSignature).ascii("\"}]");
    close(out);
  }

  /** A thinking block that only its model can read. */
  public void redactedBlock(Slice rawData, ByteWriter out) {
    begin(out);
    openBlock(out).ascii("\"redacted_thinking\",\"data\":\"");
    out.put(rawData).ascii("\"}]");
    close(out);
  }

  /** Begins a tool call and returns its number; several may be open at once. */
  public int beginCall(Slice rawId, Slice name, ByteWriter out) {
    begin(out);
    int call = calls++;
    withoutArguments.set(call);
    open(out).ascii("\"tool_calls\":[{\"index\":").decimal(call).ascii(",\"id\":\"").put(rawId);
    out.ascii("\",\"type\":\"function\",\"function\":{\"name\":");
    new JsonWriter(out).utf8(name);
    out.ascii(",\"arguments\":\"\"}}]");
    close(out);
    return call;
  }

  /** A piece of a call's arguments, the body of a JSON string. */
  public void arguments(int call, Slice rawString, ByteWriter out) {
    if (rawString.isEmpty()) {
      return;
    }
    withoutArguments.clear(call);
    open(out).ascii("\"tool_calls\":[{\"index\":").decimal(call);
    out.ascii(",\"function\":{\"arguments\":\"").put(rawString).ascii("\"}}]");
    close(out);
  }

  /** Ends a call; one without arguments gets {@code {}}. */
  public void endCall(int call, ByteWriter out) {
    if (withoutArguments.get(call)) {
      arguments(call, NO_ARGUMENTS, out);
    }
  }

  /** A whole call of a custom tool, whose input is one text, the body of a JSON string. */
  public void customCall(Slice rawId, Slice name, Slice rawInput, ByteWriter out) {
    begin(out);
    open(out).ascii("\"tool_calls\":[{\"index\":").decimal(calls++).ascii(",\"id\":\"").put(rawId);
    out.ascii("\",\"type\":\"custom\",\"custom\":{\"name\":");
    new JsonWriter(out).utf8(name);
    out.ascii(",\"input\":\"").put(rawInput).ascii("\"}}]");
    close(out);
  }

  /** The one whole call that a client knows which has functions and no tools. */
  public void legacyCall(Slice name, Slice input, ByteWriter out) {
    if (legacy) {
      return;
    }
    legacy = true;
    begin(out);
    JsonWriter json = new JsonWriter(open(out).ascii("\"function_call\":"));
    json.beginObject().name("name").utf8(name).name("arguments").utf8(input).endObject();
    close(out);
  }

  /** Adds a member to the chunk that ends the message; its name needs no escapes. */
  public void extra(String name, Slice json) {
    extras.ascii(",\"").ascii(name).ascii("\":").put(json);
  }

  /** The end of the message. */
  public void finish(StopReason stop, Usage usage, ByteWriter out) {
    begin(out);
    for (int call = 0; call < calls; call++) {
      endCall(call, out);
    }
    annotations(out);
    out.ascii("data: ").put(head).ascii("[{\"index\":0,\"delta\":{},\"logprobs\":null,");
    out.ascii("\"finish_reason\":\"").ascii(ChatReply.finish(stop, legacy)).ascii("\"}]");
    out.put(extras.slice());
    noUsage(out);
    if (includeUsage) {
      out.ascii("data: ").put(head).ascii("[],\"usage\":");
      ChatReply.usage(new JsonWriter(out), usage);
      out.ascii("}\n\n");
    }
    out.ascii("data: [DONE]\n\n");
  }

  /** The pages that were cited, in one chunk: SDKs disagree on how to join several. */
  private void annotations(ByteWriter out) {
    endText();
    if (cited.isPresent()) {
      open(out).ascii("\"annotations\":").put(cited.get().array());
      close(out);
    }
  }

  private ByteWriter openBlock(ByteWriter out) {
    block++;
    open(out).ascii("\"thinking_blocks\":[{\"index\":").decimal(block);
    return out.ascii(",\"type\":");
  }

  private ByteWriter open(ByteWriter out) {
    return out.ascii("data: ").put(head).ascii("[{\"index\":0,\"delta\":{");
  }

  private void close(ByteWriter out) {
    out.ascii("},\"logprobs\":null,\"finish_reason\":null}]");
    noUsage(out);
  }

  private void noUsage(ByteWriter out) {
    out.ascii(includeUsage ? ",\"usage\":null}\n\n" : "}\n\n");
  }
}
