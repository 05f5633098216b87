package routec.runtime.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.openai.MessageField;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;

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
  private final Set<String> pending = new LinkedHashSet<>();
  private int legacyCalls;
  private boolean usesTools;
  private boolean thoughtless;

  ChatConversation(ChatSink sink, Dropped dropped) {
    this.sink = sink;
    this.dropped = dropped;
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
      message(list.get(i), "messages[" + i + "]", i == list.size() - 1);
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

  private void message(Slice value, String at, boolean last) {
    Values.object(value, at);
    JsonMembers message = JsonMembers.read(value, JsonOrigin.CLIENT);
    Parts parts = new Parts();
    for (int i = 0; i < message.size(); i++) {
      if (!Values.isNull(message.value(i))) {
        parts.field(message.name(i), message.value(i), at);
      }
    }
    if (parts.named && !parts.role.equals("function") && !parts.role.equals("tool")) {
      dropped.add(at + ".name"); // no backend knows who among the users speaks
    }
    switch (parts.role) {
      case "system", "developer" -> system(parts, at);
      case "user" -> {
        answerPending();
        user(parts, at);
      }
      case "assistant" -> {
        answerPending();
        assistant(parts, at, last);
      }
      case "tool" -> result(parts, at);
      case "function" -> legacyResult(parts, at);
      default ->
          throw RequestFault.invalid(
              at + ".role",
              "`" + at + ".role` must be system, developer, user, assistant, tool or function.");
    }
  }

  private void system(Parts parts, String at) {
    contents(
        parts,
        at,
        (type, part, where) -> {
          if (!type.equals("text")) {
            throw unfit(where, type);
          }
          sink.system(text(part, where), cache(part), where);
        });
  }

  private void user(Parts parts, String at) {
    contents(
        parts,
        at,
        (type, part, where) -> {
          switch (type) {
            case "text" -> sink.userText(text(part, where), cache(part), where);
            case "image_url", "file", "input_audio", "video_url" ->
                sink.userAttachment(attachment(type, part, where), cache(part), where);
            default -> throw unfit(where, type);
          }
        });
  }

  private void assistant(Parts parts, String at, boolean last) {
    boolean calls = !parts.calls.isEmpty() || !parts.legacyCall.isEmpty();
    boolean thought = thinking(parts, at);
    thoughtless = calls && !thought;
    boolean end = last && !calls && parts.refusal.isEmpty();
    int count = end ? partCount(parts.content) : 0;
    contents(
        parts,
        at,
        (type, part, where) -> {
          if (type.equals("thinking") || type.equals("redacted_thinking")) {
            thoughtless &= !thought(part, where);
            return;
          }
          Slice text =
              switch (type) {
                case "text" -> text(part, where);
                case "refusal" ->
                    Values.rawString(member(part, "refusal", where), where + ".refusal");
                default -> throw unfit(where, type);
              };
          boolean isLast = end && (count == 1 || where.endsWith("[" + (count - 1) + "]"));
          sink.assistantText(isLast ? stripEnd(text) : text, cache(part), where);
        });
    if (!parts.refusal.isEmpty()) {
      sink.assistantText(Values.rawString(parts.refusal, at + ".refusal"), Slice.EMPTY, at);
    }
    if (!parts.calls.isEmpty()) {
      Values.array(parts.calls, at + ".tool_calls");
      JsonReader json = Values.reader(parts.calls);
      json.beginArray();
      for (int i = 0; json.nextElement(); i++) {
        call(json.value(), at + ".tool_calls[" + i + "]");
      }
    }
    if (!parts.legacyCall.isEmpty()) {
      legacyCall(parts.legacyCall, at + ".function_call");
    }
  }

  /** A text in a string counts as one part. */
  private static int partCount(Slice content) {
    if (content.isEmpty() || Values.kind(content) != JsonKind.ARRAY) {
      return 1;
    }
    int count = 0;
    JsonReader json = Values.reader(content);
    json.beginArray();
    while (json.nextElement()) {
      json.skip();
      count++;
    }
    return count;
  }

  /** Passes on the thinking that can go back to the model; false if there is none. */
  private boolean thinking(Parts parts, String at) {
    if (!parts.blocks.isEmpty()) {
      return thoughts(parts.blocks, at + ".thinking_blocks");
    }
    if (!parts.details.isEmpty()) {
      return thoughts(parts.details, at + ".reasoning_details");
    }
    if (!parts.reasoning.isEmpty()) {
      dropped.add(at + ".reasoning_content"); // without its signature no model takes it back
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
    Slice data = raw(block, "data");
    Slice signature = raw(block, "signature");
    if (!data.isEmpty()) {
      sink.redacted(data, at);
    } else if (!signature.isEmpty()) {
      Slice text = raw(block, "thinking");
      sink.thinking(text.isEmpty() ? raw(block, "text") : text, signature, at);
    } else {
      dropped.add(at);
      return false;
    }
    return true;
  }

  private void call(Slice value, String at) {
    Values.object(value, at);
    JsonMembers call = JsonMembers.read(value, JsonOrigin.CLIENT);
    String id = Values.string(member(call, "id", at), at + ".id");
    Slice custom = optional(call, "custom");
    Slice function = custom.isEmpty() ? optional(call, "function") : custom;
    if (function.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + "` must be a call of a function.");
    }
    String place = at + (custom.isEmpty() ? ".function" : ".custom");
    Values.object(function, place);
    JsonMembers members = JsonMembers.read(function, JsonOrigin.CLIENT);
    String name = Values.string(member(members, "name", place), place + ".name");
    called(id, name, custom.isEmpty() ? arguments(members, place) : input(members, place), at);
  }

  private static Slice arguments(JsonMembers function, String at) {
    Slice arguments = optional(function, "arguments");
    return arguments.isEmpty()
        ? Slice.utf8("{}")
        : Values.objectInString(arguments, at + ".arguments");
  }

  /** A custom tool's input is one text, which the backend's tool takes as its only argument. */
  private static Slice input(JsonMembers custom, String at) {
    Slice text = Values.rawString(member(custom, "input", at), at + ".input");
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
    String name = Values.string(member(call, "name", at), at + ".name");
    called(LEGACY_ID + ++legacyCalls, name, arguments(call, at), at);
  }

  private void legacyResult(Parts parts, String at) {
    result(LEGACY_ID + legacyCalls, parts, at, at + ".role");
  }

  private void result(Parts parts, String at) {
    String where = at + ".tool_call_id";
    result(Values.string(required(parts.callId, where), where), parts, at, where);
  }

  private void result(String id, Parts parts, String at, String where) {
    if (!pending.remove(id)) {
      throw RequestFault.invalid(
          where, "`" + where + "` names no tool call of the assistant message before it.");
    }
    Slice[] cache = {parts.cache};
    sink.beginResult(id);
    contents(
        parts,
        at,
        (type, part, place) -> {
          cache[0] = cache(part).isEmpty() ? cache[0] : cache(part);
          switch (type) {
            case "text" -> sink.resultText(text(part, place));
            case "image_url", "file" -> sink.resultAttachment(attachment(type, part, place), place);
            default -> throw unfit(place, type);
          }
        });
    sink.endResult(false, cache[0], at);
  }

  private void answerPending() {
    for (String id : pending) {
      sink.beginResult(id);
      sink.resultText(UNANSWERED);
      sink.endResult(true, Slice.EMPTY, "messages");
    }
    pending.clear();
  }

  /** Handles one part of a message's content. */
  private interface PartReader {
    void read(String type, JsonMembers part, String at);
  }

  /** Content is a string or a list of parts; a string is read as one text part. */
  private static void contents(Parts parts, String at, PartReader reader) {
    Slice content = parts.content;
    if (content.isEmpty()) {
      return;
    }
    String where = at + ".content";
    if (Values.kind(content) == JsonKind.STRING) {
      JsonMembers part =
          parts.cache.isEmpty()
              ? JsonMembers.of(JsonOrigin.CLIENT, List.of("text"), List.of(content))
              : JsonMembers.of(
                  JsonOrigin.CLIENT,
                  List.of("text", "cache_control"),
                  List.of(content, parts.cache));
      reader.read("text", part, where);
      return;
    }
    Values.array(content, where);
    JsonReader json = Values.reader(content);
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      Slice value = json.value();
      String place = where + "[" + i + "]";
      Values.object(value, place);
      JsonMembers part = JsonMembers.read(value, JsonOrigin.CLIENT);
      reader.read(Values.string(member(part, "type", place), place + ".type"), part, place);
    }
  }

  private static Slice text(JsonMembers part, String at) {
    return Values.rawString(member(part, "text", at), at.endsWith("]") ? at + ".text" : at);
  }

  private static Attachment attachment(String type, JsonMembers part, String at) {
    Slice value = member(part, type, at);
    String place = at + "." + type;
    Values.object(value, place);
    JsonMembers inner = JsonMembers.read(value, JsonOrigin.CLIENT);
    return switch (type) {
      case "image_url" -> Media.image(string(inner, "url", place), place + ".url");
      case "video_url" -> Media.video(string(inner, "url", place), place + ".url");
      case "input_audio" ->
          Media.audio(string(inner, "data", place), string(inner, "format", place), place);
      default -> {
        Slice title = optional(inner, "filename");
        yield Document.ofData(
            string(inner, "file_data", place),
            title.isEmpty() ? "" : Values.string(title, place + ".filename"),
            place + ".file_data");
      }
    };
  }

  private static String string(JsonMembers object, String name, String at) {
    return Values.string(member(object, name, at), at + "." + name);
  }

  private static Slice optional(JsonMembers object, String name) {
    return object.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }

  /** OpenAI's own mark means the same as Anthropic's. */
  private static Slice cache(JsonMembers part) {
    Slice own = optional(part, "cache_control");
    return own.isEmpty() ? optional(part, "prompt_cache_breakpoint") : own;
  }

  private static Slice raw(JsonMembers block, String name) {
    return block
        .find(name)
        .filter(value -> Values.kind(value) == JsonKind.STRING)
        .map(value -> Values.rawString(value, name))
        .orElse(Slice.EMPTY);
  }

  private static Slice member(JsonMembers object, String name, String at) {
    return required(optional(object, name), at + "." + name);
  }

  private static Slice required(Slice value, String field) {
    if (value.isEmpty()) {
      throw RequestFault.invalid(field, "`" + field + "` is missing.");
    }
    return value;
  }

  private static RequestFault unfit(String at, String type) {
    String shown = type.length() > 40 ? type.substring(0, 40) + "…" : type;
    return RequestFault.invalid(
        at, "`" + at + "`: a part of type `" + shown + "` can't be carried to this model.");
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

  /** The fields of one message. */
  private final class Parts {
    private String role = "";
    private boolean named;
    private Slice content = Slice.EMPTY;
    private Slice refusal = Slice.EMPTY;
    private Slice calls = Slice.EMPTY;
    private Slice callId = Slice.EMPTY;
    private Slice reasoning = Slice.EMPTY;
    private Slice blocks = Slice.EMPTY;
    private Slice details = Slice.EMPTY;
    private Slice legacyCall = Slice.EMPTY;
    private Slice cache = Slice.EMPTY;

    void field(String name, Slice value, String at) {
      switch (MessageField.of(name)) {
        case ROLE -> role = Values.string(value, at + ".role");
        case CONTENT -> content = value;
        case REFUSAL -> refusal = value;
        case TOOL_CALLS -> calls = value;
        case TOOL_CALL_ID -> callId = value;
        case REASONING_CONTENT -> reasoning = value;
        case THINKING_BLOCKS -> blocks = value;
        case CACHE_CONTROL -> cache = value;
        case REASONING_DETAILS -> details = value;
        case FUNCTION_CALL -> legacyCall = value;
        case AUDIO ->
            throw RequestFault.invalid(
                at + "." + name, "`" + at + "." + name + "` can't be carried to this model.");
        case NAME -> named = true;
        case UNKNOWN -> dropped.add(at + "." + name);
        case ANNOTATIONS -> {} // what a reply said about its own text: nothing that a model reads
      }
    }
  }
}
