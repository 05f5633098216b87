package routec.runtime.translate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonText;

/**
 * Thinking that only its model can read: Converse's {@code redactedContent} is a blob, so it is
 * Claude's own text in base64 once more.
 */
final class RedactedThinking {
  private RedactedThinking() {}

  /** Claude's text, the body of a JSON string, in Converse's spelling. */
  static Slice toConverse(Slice rawData) {
    ByteWriter data = new ByteWriter(rawData.length());
    JsonText.unescape(rawData, data);
    return Slice.of(Base64.getEncoder().encode(data.bytes()));
  }

  /** Converse's blob as Claude's text; as it stands where it isn't base64. */
  static String toClaude(Slice rawBase64) {
    try {
      return new String(Base64.getDecoder().decode(rawBase64.bytes()), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return rawBase64.text();
    }
  }
}
