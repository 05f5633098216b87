package routec.runtime.dialect.anthropic;

import java.util.Base64;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/**
 * One event of Claude's stream.
 *
 * @param type {@code content_block_delta} and the like
 * @param members its JSON object
 * @param json the object's bytes
 */
public record ClaudeEvent(String type, JsonMembers members, Slice json) {

  /** The event in a {@code chunk} frame of InvokeModelWithResponseStream: {@code {"bytes":"…"}}. */
  public static ClaudeEvent ofChunk(Slice payload) {
    JsonReader reader = JsonReader.ofProvider(payload);
    Slice encoded = Slice.EMPTY;
    reader.beginObject();
    while (reader.nextMember()) {
      if (reader.nameIs("bytes")) {
        encoded = reader.rawString();
      } else {
        reader.skip();
      }
    }
    try {
      return of(Slice.of(Base64.getDecoder().decode(plain(encoded).bytes())));
    } catch (IllegalArgumentException e) {
      throw ProviderFault.broken("Bedrock's stream has an event that is not base64.");
    }
  }

  /**
   * An event's JSON.
   *
   * @throws ProviderFault if the event is Claude's own word that the stream failed
   */
  public static ClaudeEvent of(Slice json) {
    JsonMembers members = JsonMembers.read(json, JsonOrigin.PROVIDER);
    String type = text(members, "type");
    if (type.equals("error")) {
      throw failed(members);
    }
    return new ClaudeEvent(type, members, json);
  }

  /** Some writers of JSON escape the slashes that base64 has. */
  private static Slice plain(Slice raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.at(i) == '\\') {
        return Slice.utf8(JsonText.unescaped(raw));
      }
    }
    return raw;
  }

  /** A member that is an object; a reader over an empty one where it is missing. */
  public JsonReader object(String name) {
    return JsonReader.ofProvider(
        members
            .find(name)
            .filter(value -> JsonReader.ofProvider(value).peek() == JsonKind.OBJECT)
            .orElse(Slice.utf8("{}")));
  }

  private static ProviderFault failed(JsonMembers event) {
    JsonMembers error =
        JsonMembers.read(event.find("error").orElse(Slice.utf8("{}")), JsonOrigin.PROVIDER);
    String type = text(error, "type");
    FaultKind kind =
        switch (type) {
          case "invalid_request_error" -> FaultKind.INVALID_REQUEST;
          case "rate_limit_error" -> FaultKind.RATE_LIMITED;
          case "overloaded_error" -> FaultKind.UNAVAILABLE;
          case "timeout_error" -> FaultKind.TIMEOUT;
          default -> FaultKind.INTERNAL;
        };
    String message = text(error, "message");
    return ProviderFault.refusal(
        kind, kind.status(), message.isEmpty() ? "Claude's stream failed." : message, type, "");
  }

  private static String text(JsonMembers members, String name) {
    return members
        .find(name)
        .filter(value -> JsonReader.ofProvider(value).peek() == JsonKind.STRING)
        .map(value -> JsonReader.ofProvider(value).string())
        .orElse("");
  }
}
