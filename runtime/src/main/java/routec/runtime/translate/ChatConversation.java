package routec.runtime.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Images;

/**
 * Reads a chat's messages and tells a {@link ChatSink} what is in them.
 *
 * <p>Tool messages answer the calls before them; a call that was never answered gets an error
 * result, since backends refuse a conversation without; a result without a call is refused here.
 */
final class ChatConversation {
  private static final String LEGACY_ID = "call_legacy_";
  private static final Slice UNANSWERED = Slice.utf8("The tool call was not answered.");

  private final ChatSink sink;
  private final Dropped dropped;
  private final Optional<Images> images;
  private final Set<String> pending = new LinkedHashSet<>();
  private int legacyCalls;
  private boolean usesTools;
  private boolean thoughtless;

  ChatConversation(ChatSink sink, Dropped dropped, Images images) {
    this.sink = sink;
    this.dropped = dropped;
    this.images = sink.fetchesImages() ? Optional.empty() : Optional.of(images);
  }

  /** Reads the whole array. */
  void read(Slice messages) {
    Values.array(messages, "messages");
    List<Slice> list = new ArrayList<>();
    JsonReader json = Values.reader(messages);
    json.beginArray();
    while (json.nextElement()) {
      list.add(json.value());
    }
    for (int i = 0; i < list.size(); i++) {
      ChatMessage message = ChatMessage.read(list.get(i), "messages[" + i + "]", dropped);
      message(message, i == list.size() - 1);
    }
    answerPending();
  }

  /** Whether the conversation holds tool calls. */
  boolean usesTools() {
    return usesTools;
  }

  /** Whether the last assistant message calls tools and brings no thinking along. */
  boolean callsWithoutThinking() {
    return thoughtless;
  }

  private void message(ChatMessage message, boolean last) {
    switch (message.role()) {
      case "system", "developer" -> message.parts(this::system);
      case "user" -> {
        answerPending();
        message.parts(this::user);
      }
      case "assistant" -> {
        answerPending();
        assistant(message, last);
      }
      case "tool" -> result(message);
      case "function" -> result(LEGACY_ID + legacyCalls, message, message.at() + ".role");
      default -> {
        String where = message.at() + ".role";
        throw RequestFault.invalid(
            where, "`" + where + "` must be system, developer, user, assistant, tool or function.");
      }
    }
  }

  private void system(ChatPart part) {
    if (!part.type().equals("text")) {
      throw part.unfit();
    }
    sink.system(part.text(), part.cache(), part.at());
  }

  private void user(ChatPart part) {
    switch (part.type()) {
      case "text" -> sink.userText(part.text(), part.cache(), part.at());
      case "image_url", "file", "input_audio", "video_url" ->
          sink.userAttachment(attachment(part), part.cache(), part.at());
      default -> throw part.unfit();
    }
  }

  private Attachment attachment(ChatPart part) {
    switch (part.type()) {
      case "image_url" -> sink.expect(Media.Kind.IMAGE, part.at());
      case "input_audio" -> sink.expect(Media.Kind.AUDIO, part.at());
      case "video_url" -> sink.expect(Media.Kind.VIDEO, part.at());
      default -> {} // a file, which is a document
    }
    return part.attachment(images);
  }

  private void assistant(ChatMessage message, boolean last) {
    boolean thought = thinking(message);
    thoughtless = message.hasCalls() && !thought;
    boolean end = last && !message.hasCalls() && message.refusal().isEmpty();
    int count = end ? ChatPart.count(message.content()) : 0;
    message.parts(part -> {
      boolean isLast = end && (count == 1 || part.at().endsWith("[" + (count - 1) + "]"));
      assistant(part, isLast);
    });
    String at = message.at();
    if (!message.refusal().isEmpty()) {
      sink.assistantText(Values.rawString(message.refusal(), at + ".refusal"), Slice.EMPTY, at);
    }
    if (!message.calls().isEmpty()) {
      Values.array(message.calls(), at + ".tool_calls");
      JsonReader json = Values.reader(message.calls());
      json.beginArray();
      for (int i = 0; json.nextElement(); i++) {
        call(json.value(), at + ".tool_calls[" + i + "]");
      }
    }
    if (!message.legacyCall().isEmpty()) {
      legacyCall(message.legacyCall(), at + ".function_call");
    }
  }

  private void assistant(ChatPart part, boolean last) {
    switch (part.type()) {
      case "thinking", "redacted_thinking" -> thoughtless &= !thought(part.members(), part.at());
      case "text" -> assistantText(part.text(), part, last);
      case "refusal" -> assistantText(part.refusal(), part, last);
      default -> throw part.unfit();
    }
  }

  private void assistantText(Slice text, ChatPart part, boolean last) {
    sink.assistantText(last ? stripEnd(text) : text, part.cache(), part.at());
  }

  /** Passes on the thinking that can go back to the model; false if there is none. */
  private boolean thinking(ChatMessage message) {
    if (!message.blocks().isEmpty()) {
      return thoughts(message.blocks(), message.at() + ".thinking_blocks");
    }
    if (!message.details().isEmpty()) {
      return thoughts(message.details(), message.at() + ".reasoning_details");
    }
    if (!message.reasoning().isEmpty()) {
      // without its signature no model takes it back
      dropped.add(message.at() + ".reasoning_content");
    }
    return false;
  }

  private boolean thoughts(Slice blocks, String at) {
    boolean any = false;
    Values.array(blocks, at);
    JsonReader json = Values.reader(blocks);
    json.beginArray();
    while (json.nextElement()) {
      Slice value = json.value();
      Values.object(value, at);
      any |= thought(JsonMembers.read(value, JsonOrigin.CLIENT), at);
    }
    return any;
  }

  /** One block of thinking, in any of its spellings; false if it can't go back. */
  private boolean thought(JsonMembers block, String at) {
    Slice data = Fields.raw(block, "data");
    Slice signature = Fields.raw(block, "signature");
    if (!data.isEmpty()) {
      sink.redacted(data, at);
    } else if (!signature.isEmpty()) {
      Slice text = Fields.raw(block, "thinking");
      sink.thinking(text.isEmpty() ? Fields.raw(block, "text") : text, signature, at);
    } else {
      dropped.add(at);
      return false;
    }
    return true;
  }

  private void call(Slice value, String at) {
    Values.object(value, at);
    JsonMembers call = JsonMembers.read(value, JsonOrigin.CLIENT);
    String id = Values.string(Fields.required(call, "id", at), at + ".id");
    Slice custom = Fields.optional(call, "custom");
    Slice function = custom.isEmpty() ? Fields.optional(call, "function") : custom;
    if (function.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + "` must be a call of a function.");
    }
    String place = at + (custom.isEmpty() ? ".function" : ".custom");
    Values.object(function, place);
    JsonMembers members = JsonMembers.read(function, JsonOrigin.CLIENT);
    String name = Values.string(Fields.required(members, "name", place), place + ".name");
    called(id, name, custom.isEmpty() ? arguments(members, place) : input(members, place), at);
  }

  private static Slice arguments(JsonMembers function, String at) {
    Slice arguments = Fields.optional(function, "arguments");
    return arguments.isEmpty()
        ? Slice.utf8("{}")
        : Values.objectInString(arguments, at + ".arguments");
  }

  /** A custom tool's input is one text, which the backend's tool takes as its only argument. */
  private static Slice input(JsonMembers custom, String at) {
    Slice text = Values.rawString(Fields.required(custom, "input", at), at + ".input");
    return new ByteWriter(text.length() + 16).ascii("{\"input\":\"").put(text).ascii("\"}").slice();
  }

  private void called(String id, String name, Slice input, String at) {
    if (!pending.add(id)) {
      throw RequestFault.invalid(at + ".id", "`" + at + ".id` stands twice in one message.");
    }
    usesTools = true;
    sink.call(id, name, input);
  }

  /** A call as the API had it before tools: it has no id, and there is one at a time. */
  private void legacyCall(Slice value, String at) {
    Values.object(value, at);
    JsonMembers call = JsonMembers.read(value, JsonOrigin.CLIENT);
    String name = Values.string(Fields.required(call, "name", at), at + ".name");
    called(LEGACY_ID + ++legacyCalls, name, arguments(call, at), at);
  }

  private void result(ChatMessage message) {
    String where = message.at() + ".tool_call_id";
    result(Values.string(Fields.required(message.callId(), where), where), message, where);
  }

  private void result(String id, ChatMessage message, String where) {
    if (!pending.remove(id)) {
      throw RequestFault.invalid(
          where, "`" + where + "` names no tool call of the assistant message before it.");
    }
    Slice[] cache = {message.cache()};
    sink.beginResult(id);
    message.parts(part -> {
      cache[0] = part.cache().isEmpty() ? cache[0] : part.cache();
      switch (part.type()) {
        case "text" -> sink.resultText(part.text());
        case "image_url", "file" -> sink.resultAttachment(attachment(part), part.at());
        default -> throw part.unfit();
      }
    });
    sink.endResult(/* error= */ false, cache[0], message.at());
  }

  private void answerPending() {
    for (String id : pending) {
      sink.beginResult(id);
      sink.resultText(UNANSWERED);
      sink.endResult(true, Slice.EMPTY, "messages");
    }
    pending.clear();
  }

  /** Claude refuses a last assistant message that ends in white space. */
  private static Slice stripEnd(Slice rawText) {
    int end = rawText.end();
    while (end > rawText.start()) {
      byte b = rawText.array()[end - 1];
      if (b == ' ') {
        end--;
      } else if ((b == 'n' || b == 't' || b == 'r') && escaped(rawText, end - 1)) {
        end -= 2;
      } else {
        break;
      }
    }
    return new Slice(rawText.array(), rawText.start(), end);
  }

  /** Whether an odd number of backslashes stands before a place. */
  private static boolean escaped(Slice text, int at) {
    int slashes = 0;
    while (at - 1 - slashes >= text.start() && text.array()[at - 1 - slashes] == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }
}
