package routec.compiler.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Encodes events as AWS event-stream messages, so that a recorded stream can be written by hand.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">the format</a>
 */
final class EventFrames {
  private static final int STRING = 7;
  private static final int AROUND = 16;

  private final ObjectMapper json;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  EventFrames(ObjectMapper json) {
    this.json = json;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /**
   * Adds an event as SDKs show it: an object whose one key is its type ({@code messageStart}), or
   * {@code chunk} for what InvokeModel streams.
   */
  void add(JsonNode event) throws IOException {
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      String type = member.getKey();
      JsonNode payload = member.getValue();
      byte[] body = json.writeValueAsBytes(payload);
      if (type.equals("chunk") && !payload.has("bytes")) {
        body =
            ("{\"bytes\":\"" + Base64.getEncoder().encodeToString(body) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
      }
      boolean exception = type.endsWith("Exception");
      add(
          exception ? "exception" : "event",
          exception ? ":exception-type" : ":event-type",
          type,
          body);
    }
  }

  private void add(String message, String typeName, String type, byte[] payload) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, typeName, type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", message);
    int total = AROUND + headers.size() + payload.length;
    ByteBuffer frame = ByteBuffer.allocate(total).putInt(total).putInt(headers.size());
    frame.putInt(checksum(frame.array(), frame.position()));
    frame.put(headers.toByteArray()).put(payload);
    frame.putInt(checksum(frame.array(), frame.position()));
    out.writeBytes(frame.array());
  }

  private static void header(ByteArrayOutputStream out, String name, String value) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    out.write(nameBytes.length);
    out.writeBytes(nameBytes);
    out.write(STRING);
    out.write(valueBytes.length >>> 8);
    out.write(valueBytes.length);
    out.writeBytes(valueBytes);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
