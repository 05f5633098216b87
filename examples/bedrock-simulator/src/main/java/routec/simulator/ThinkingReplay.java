package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Signs the simulator's thoughts and checks that they come back unchanged. */
final class ThinkingReplay {
  /** Signatures that begin so are ours; others, such as recorded ones, are taken on trust. */
  private static final byte[] MARK = "bedrock-simulator:".getBytes(StandardCharsets.US_ASCII);

  private static final String SAID = "The model returned the following errors: ";

  private ThinkingReplay() {}

  static String sign(String thought) {
    byte[] digest = CanonicalRequest.sha256(thought.getBytes(StandardCharsets.UTF_8));
    byte[] signature = Arrays.copyOf(MARK, MARK.length + digest.length);
    System.arraycopy(digest, 0, signature, MARK.length, digest.length);
    return Base64.getEncoder().encodeToString(signature);
  }

  static void checkConverse(JsonNode body, ClaudeTraits traits) {
    JsonNode messages = body.path("messages");
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).path("content");
      for (int j = 0; j < content.size(); j++) {
        JsonNode text = content.get(j).path("reasoningContent").path("reasoningText");
        if (text.isObject()) {
          signature(text.path("signature"), text.path("text").asText(), i, j, SAID);
        }
      }
    }
    JsonNode last = messages.path(messages.size() - 1).path("content");
    boolean results = last.valueStream().anyMatch(block -> block.has("toolResult"));
    JsonNode before = messages.path(messages.size() - 2).path("content").path(0);
    boolean enabled =
        body.path("additionalModelRequestFields")
            .path("thinking")
            .path("type")
            .asText("")
            .equals("enabled");
    if (enabled
        && traits.thinking() != ClaudeTraits.Thinking.NONE
        && results
        && !before.has("reasoningContent")) {
      throw missing(SAID, messages.size() - 2, before.has("text") ? "text" : "tool_use");
    }
  }

  static void checkNative(JsonNode body) {
    JsonNode messages = body.path("messages");
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).path("content");
      for (int j = 0; j < content.size() && content.isArray(); j++) {
        JsonNode block = content.get(j);
        if (block.path("type").asText().equals("thinking")) {
          signature(block.path("signature"), block.path("thinking").asText(), i, j, "");
        }
      }
    }
    JsonNode last = messages.path(messages.size() - 1).path("content");
    boolean results =
        last.isArray()
            && last.valueStream().anyMatch(b -> b.path("type").asText().equals("tool_result"));
    String first =
        messages.path(messages.size() - 2).path("content").path(0).path("type").asText("");
    boolean enabled = body.path("thinking").path("type").asText("").equals("enabled");
    if (enabled && results && !first.endsWith("thinking")) {
      throw missing("", messages.size() - 2, first);
    }
  }

  private static void signature(
      JsonNode signature, String thought, int turn, int index, String prefix) {
    if (!signature.isTextual()) {
      throw AwsError.validation(
          prefix
              + "messages.%d.content.%d.thinking.signature: Field required".formatted(turn, index));
    }
    if (!genuine(signature.textValue(), thought)) {
      throw AwsError.validation(
          prefix
              + "messages.%d.content.%d: Invalid `signature` in `thinking` block"
                  .formatted(turn, index));
    }
  }

  private static boolean genuine(String signature, String thought) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean ours = bytes.length > MARK.length && Arrays.mismatch(MARK, bytes) == MARK.length;
    // A thought whose display was omitted comes back empty and is still genuine.
    return bytes.length > 0 && (!ours || thought.isEmpty() || signature.equals(sign(thought)));
  }

  private static AwsError missing(String prefix, int turn, String found) {
    return AwsError.validation(
        prefix
            + ("messages.%d.content.0.type: Expected `thinking` or `redacted_thinking`, but found"
                    + " `%s`. When `thinking` is enabled, a final `assistant` message must start"
                    + " with a thinking block (preceeding the lastmost set of `tool_use` and"
                    + " `tool_result` blocks).")
                .formatted(turn, found));
  }
}
