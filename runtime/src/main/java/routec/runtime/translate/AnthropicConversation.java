package routec.runtime.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Images;

/**
 * Reads Anthropic messages and tells a {@link ChatSink} what is in them.
 *
 * <p>Tool results come first in their turn; a call that was never answered gets an error result,
 * since Bedrock refuses a conversation without; a result without a call is refused here.
 */
final class AnthropicConversation {
  private static final Slice UNANSWERED = Slice.utf8("The tool call was not answered.");

  private final ChatSink sink;
  private final Dropped dropped;
  private final Images images;
  private final Set<String> pending = new LinkedHashSet<>();
  private boolean usesTools;

  AnthropicConversation(ChatSink sink, Dropped dropped, Images images) {
    this.sink = sink;
    this.dropped = dropped;
    this.images = images;
  }

  /** Whether the conversation holds tool calls. */
  boolean usesTools() {
    return usesTools;
  }

  /** Reads {@code system}: a text or text blocks. */
  void system(Slice value, String at) {
    for (Block block : blocks(value, at, Slice.EMPTY)) {
      if (!block.type.equals("text")) {
        throw block.unfit();
      }
      sink.system(block.rawString("text"), block.cache(), block.at);
    }
  }

  /**
   * Reads all messages.
   *
   * @param lastCache a {@code cache_control} for the very last block; may be empty
   */
  void read(Slice messages, Slice lastCache) {
    Values.array(messages, "messages");
    List<Slice> list = new ArrayList<>();
    JsonReader json = Values.reader(messages);
    json.beginArray();
    while (json.nextElement()) {
      list.add(json.value());
    }
    for (int i = 0; i < list.size(); i++) {
      message(list.get(i), "messages." + i, i == list.size() - 1 ? lastCache : Slice.EMPTY);
    }
    answerPending();
  }

  private void message(Slice value, String at, Slice lastCache) {
    Values.object(value, at);
    JsonMembers message = JsonMembers.read(value, JsonOrigin.CLIENT);
    String role = Values.string(required(message, "role", at), at + ".role");
    Slice content = required(message, "content", at);
    switch (role) {
      case "user" -> user(blocks(content, at + ".content", lastCache));
      case "assistant" -> {
        answerPending();
        blocks(content, at + ".content", lastCache).forEach(this::assistant);
      }
      case "system" -> system(content, at + ".content"); // Converse has it at the top only
      default ->
          throw RequestFault.invalid(
              at + ".role", "`" + at + ".role` must be user, assistant or system.");
    }
    for (int i = 0; i < message.size(); i++) {
      String name = message.name(i);
      if (!name.equals("role") && !name.equals("content")) {
        dropped.add(at + "." + name);
      }
    }
  }

  private void user(List<Block> blocks) {
    for (Block block : blocks) {
      if (block.type.equals("tool_result")) {
        result(block);
      }
    }
    for (Block block : blocks) {
      if (block.type.equals("tool_result")) {
        continue;
      }
      answerPending();
      switch (block.type) {
        case "text" -> sink.userText(block.rawString("text"), block.cache(), block.at);
        case "image", "document", "search_result" ->
            sink.userAttachment(attachment(block), block.cache(), block.at);
        default -> throw block.unfit();
      }
    }
  }

  private Attachment attachment(Block block) {
    if (block.type.equals("image")) {
      sink.expect(Media.Kind.IMAGE, block.at);
    }
    return block.attachment(images);
  }

  private void assistant(Block block) {
    switch (block.type) {
      case "text" -> sink.assistantText(block.rawString("text"), block.cache(), block.at);
      case "thinking" -> {
        Slice signed = block.optional("signature");
        Slice signature = signed.isEmpty() ? signed : Values.rawString(signed, block.at);
        if (signature.isEmpty()) {
          dropped.add(block.at); // no model takes it back without
        } else {
          sink.thinking(block.rawString("thinking"), signature, block.at);
        }
      }
      case "redacted_thinking" -> sink.redacted(block.rawString("data"), block.at);
      case "tool_use" -> {
        usesTools = true;
        String id = block.string("id");
        if (!pending.add(id)) {
          throw RequestFault.invalid(
              block.at + ".id", "`" + block.at + ".id` stands twice in one message.");
        }
        Slice input = block.required("input");
        Values.object(input, block.at + ".input");
        sink.call(id, block.string("name"), input);
      }
      default -> throw block.unfit();
    }
  }

  private void result(Block block) {
    String id = block.string("tool_use_id");
    if (!pending.remove(id)) {
      throw RequestFault.invalid(
          block.at + ".tool_use_id",
          "`" + block.at + ".tool_use_id` names no tool call of the assistant message before it.");
    }
    sink.beginResult(id);
    Slice content = block.optional("content");
    if (!content.isEmpty()) {
      for (Block inner : blocks(content, block.at + ".content", Slice.EMPTY)) {
        switch (inner.type) {
          case "text" -> sink.resultText(inner.rawString("text"));
          case "image", "document", "search_result" ->
              sink.resultAttachment(attachment(inner), inner.at);
          default -> throw inner.unfit();
        }
      }
    }
    sink.endResult(block.optional("is_error").is("true"), block.cache(), block.at);
  }

  private void answerPending() {
    for (String id : pending) {
      sink.beginResult(id);
      sink.resultText(UNANSWERED);
      sink.endResult(true, Slice.EMPTY, "messages");
    }
    pending.clear();
  }

  /** Content is a string or a list of blocks; a string is read as one text block. */
  private static List<Block> blocks(Slice content, String at, Slice lastCache) {
    if (Values.kind(content) == JsonKind.STRING) {
      return List.of(Block.ofText(content, at, lastCache));
    }
    Values.array(content, at);
    List<Slice> values = new ArrayList<>();
    JsonReader json = Values.reader(content);
    json.beginArray();
    while (json.nextElement()) {
      values.add(json.value());
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      boolean last = i == values.size() - 1;
      blocks.add(Block.of(values.get(i), at + "." + i, last ? lastCache : Slice.EMPTY));
    }
    return blocks;
  }

  private static Slice required(JsonMembers object, String name, String at) {
    return object
        .find(name)
        .filter(value -> !Values.isNull(value))
        .orElseThrow(
            () -> RequestFault.invalid(at + "." + name, "`" + at + "." + name + "` is missing."));
  }

  /**
   * One content block.
   *
   * @param cacheOfRequest a {@code cache_control} for it that stands elsewhere; may be empty
   */
  private record Block(JsonMembers members, String type, String at, Slice cacheOfRequest) {

    static Block of(Slice value, String at, Slice cacheOfRequest) {
      Values.object(value, at);
      JsonMembers members = JsonMembers.read(value, JsonOrigin.CLIENT);
      String type =
          Values.string(AnthropicConversation.required(members, "type", at), at + ".type");
      return new Block(members, type, at, cacheOfRequest);
    }

    static Block ofText(Slice string, String at, Slice cacheOfRequest) {
      JsonMembers block = JsonMembers.of(JsonOrigin.CLIENT, List.of("text"), List.of(string));
      return new Block(block, "text", at, cacheOfRequest);
    }

    Slice required(String name) {
      return AnthropicConversation.required(members, name, at);
    }

    Slice optional(String name) {
      return members.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
    }

    Slice rawString(String name) {
      return Values.rawString(required(name), at + "." + name);
    }

    String string(String name) {
      return Values.string(required(name), at + "." + name);
    }

    Slice cache() {
      Slice own = optional("cache_control");
      return own.isEmpty() ? cacheOfRequest : own;
    }

    Attachment attachment(Images images) {
      return switch (type) {
        case "image" -> image(images);
        case "document" -> AnthropicDocuments.read(members, at);
        default -> AnthropicDocuments.searchResult(members, at);
      };
    }

    private Media image(Images images) {
      Block source = of(required("source"), at + ".source", Slice.EMPTY);
      return switch (source.type) {
        case "base64" -> Media.imageOfBase64(source.string("data"), source.at + ".data");
        case "url" -> Media.fetched(source.string("url"), source.at + ".url", images);
        default -> throw source.unfit();
      };
    }

    RequestFault unfit() {
      String shown = type.length() > 40 ? type.substring(0, 40) + "…" : type;
      return RequestFault.invalid(
          at, "`" + at + "`: a block of type `" + shown + "` can't be carried to this model.");
    }
  }
}
