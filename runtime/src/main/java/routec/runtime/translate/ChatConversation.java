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
  private static final Slice UNANSWERED = Slice.utf8("The tool call was not answered.");

  private final ChatSink sink;
  private final Dropped dropped;
  private final Set<String> pending = new LinkedHashSet<>();
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
      default ->
          throw RequestFault.invalid(
              at + ".role",
              "`" + at + ".role` must be system, developer, user, assistant or tool.");
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
            case "image_url" -> sink.userImage(image(part, where), cache(part), where);
            case "file" -> sink.userDocument(file(part, where), cache(part), where);
            default -> throw unfit(where, type);
          }
        });
  }

  private void assistant(Parts parts, String at, boolean last) {
    boolean thought = thinking(parts, at);
    thoughtless = !parts.calls.isEmpty() && !thought;
    boolean end = last && parts.calls.isEmpty() && parts.refusal.isEmpty();
    int count = end ? partCount(parts.content) : 0;
    contents(
        parts,
        at,
        (type, part, where) -> {
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
    if (parts.blocks.isEmpty()) {
      if (!parts.reasoning.isEmpty()) {
        dropped.add(at + ".reasoning_content"); // without its signature no model takes it back
      }
      return false;
    }
    boolean any = false;
    Values.array(parts.blocks, at + ".thinking_blocks");
    JsonReader json = Values.reader(parts.blocks);
    json.beginArray();
    while (json.nextElement()) {
      Slice value = json.value();
      Values.object(value, at + ".thinking_blocks");
      JsonMembers block = JsonMembers.read(value, JsonOrigin.CLIENT);
      Slice data = raw(block, "data");
      Slice signature = raw(block, "signature");
      any |= !data.isEmpty() || !signature.isEmpty();
      if (!data.isEmpty()) {
        sink.redacted(data);
      } else if (!signature.isEmpty()) {
        sink.thinking(raw(block, "thinking"), signature);
      } else {
        dropped.add(at + ".thinking_blocks");
      }
    }
    return any;
  }

  private void call(Slice value, String at) {
    Values.object(value, at);
    JsonMembers call = JsonMembers.read(value, JsonOrigin.CLIENT);
    String id = Values.string(member(call, "id", at), at + ".id");
    Slice function = call.find("function").filter(v -> !Values.isNull(v)).orElse(Slice.EMPTY);
    if (function.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + "` must be a call of a function.");
    }
    Values.object(function, at + ".function");
    JsonMembers members = JsonMembers.read(function, JsonOrigin.CLIENT);
    String name = Values.string(member(members, "name", at + ".function"), at + ".function.name");
    Slice input =
        members
            .find("arguments")
            .filter(v -> !Values.isNull(v))
            .map(v -> Values.objectInString(v, at + ".function.arguments"))
            .orElse(Slice.utf8("{}"));
    usesTools = true;
    pending.add(id);
    sink.call(id, name, input);
  }

  private void result(Parts parts, String at) {
    String where = at + ".tool_call_id";
    String id = Values.string(required(parts.callId, where), where);
    if (!pending.remove(id)) {
      throw RequestFault.invalid(
          where, "`" + where + "` names no tool call of the assistant message before it.");
    }
    sink.beginResult(id);
    contents(
        parts,
        at,
        (type, part, place) -> {
          switch (type) {
            case "text" -> sink.resultText(text(part, place));
            case "image_url" -> sink.resultImage(image(part, place), place);
            default -> throw unfit(place, type);
          }
        });
    sink.endResult(false, parts.cache, at);
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
      ByteWriter part = new ByteWriter(content.length() + parts.cache.length() + 32);
      part.ascii("{\"text\":").put(content);
      if (!parts.cache.isEmpty()) {
        part.ascii(",\"cache_control\":").put(parts.cache);
      }
      part.put('}');
      reader.read("text", JsonMembers.read(part.slice(), JsonOrigin.CLIENT), where);
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

  private static Values.Image image(JsonMembers part, String at) {
    Slice value = member(part, "image_url", at);
    Values.object(value, at + ".image_url");
    JsonMembers image = JsonMembers.read(value, JsonOrigin.CLIENT);
    String field = at + ".image_url.url";
    return Values.image(Values.string(member(image, "url", at + ".image_url"), field), field);
  }

  private static Document file(JsonMembers part, String at) {
    Slice value = member(part, "file", at);
    Values.object(value, at + ".file");
    JsonMembers file = JsonMembers.read(value, JsonOrigin.CLIENT);
    String field = at + ".file.file_data";
    String data = Values.string(member(file, "file_data", at + ".file"), field);
    String title =
        file.find("filename")
            .filter(v -> !Values.isNull(v))
            .map(v -> Values.string(v, at + ".file.filename"))
            .orElse("");
    return Values.document(data, title, field);
  }

  private static Slice cache(JsonMembers part) {
    return part.find("cache_control").filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY);
  }

  private static Slice raw(JsonMembers block, String name) {
    return block
        .find(name)
        .filter(value -> Values.kind(value) == JsonKind.STRING)
        .map(value -> Values.rawString(value, name))
        .orElse(Slice.EMPTY);
  }

  private static Slice member(JsonMembers object, String name, String at) {
    return required(
        object.find(name).filter(value -> !Values.isNull(value)).orElse(Slice.EMPTY),
        at + "." + name);
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
    private Slice content = Slice.EMPTY;
    private Slice refusal = Slice.EMPTY;
    private Slice calls = Slice.EMPTY;
    private Slice callId = Slice.EMPTY;
    private Slice reasoning = Slice.EMPTY;
    private Slice blocks = Slice.EMPTY;
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
        case FUNCTION_CALL, AUDIO ->
            throw RequestFault.invalid(
                at + "." + name, "`" + at + "." + name + "` can't be carried to this model.");
        case NAME, UNKNOWN -> dropped.add(at + "." + name);
        case ANNOTATIONS -> {} // what a reply said about its own text: nothing that a model reads
      }
    }
  }
}
