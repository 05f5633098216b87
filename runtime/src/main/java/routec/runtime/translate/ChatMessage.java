package routec.runtime.translate;

import java.util.function.Consumer;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.openai.MessageField;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;

/** The fields of one chat message; those that it lacks are empty. */
final class ChatMessage {
  private final String at;
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

  private ChatMessage(String at) {
    this.at = at;
  }

  /**
   * Reads a message.
   *
   * @param at its place in the request
   */
  static ChatMessage read(Slice value, String at, Dropped dropped) {
    Values.object(value, at);
    JsonMembers members = JsonMembers.read(value, JsonOrigin.CLIENT);
    ChatMessage message = new ChatMessage(at);
    for (int i = 0; i < members.size(); i++) {
      if (!Values.isNull(members.value(i))) {
        message.field(members.name(i), members.value(i), dropped);
      }
    }
    if (message.named && !message.role.equals("function") && !message.role.equals("tool")) {
      dropped.add(at + ".name"); // no backend knows who among the users speaks
    }
    return message;
  }

  private void field(String name, Slice value, Dropped dropped) {
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

  /** The parts of its content, in order. */
  void parts(Consumer<ChatPart> consumer) {
    ChatPart.each(content, cache, at + ".content", consumer);
  }

  /** Its place in the request. */
  String at() {
    return at;
  }

  String role() {
    return role;
  }

  Slice content() {
    return content;
  }

  Slice refusal() {
    return refusal;
  }

  Slice calls() {
    return calls;
  }

  Slice callId() {
    return callId;
  }

  Slice reasoning() {
    return reasoning;
  }

  Slice blocks() {
    return blocks;
  }

  Slice details() {
    return details;
  }

  Slice legacyCall() {
    return legacyCall;
  }

  Slice cache() {
    return cache;
  }

  /** Whether it calls tools, by either spelling. */
  boolean hasCalls() {
    return !calls.isEmpty() || !legacyCall.isEmpty();
  }
}
