package routec.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One event-stream message, encoded with both checksums.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">the format</a>
 */
record EventFrame(byte[] bytes) {
  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** An event of ConverseStream; its payload gets the padding key that AWS sends. */
  static EventFrame event(String type, ObjectNode payload) {
    ObjectNode padded = payload.deepCopy();
    padded.put("p", padding(payload.toString().hashCode()));
    return encode(headers("event", ":event-type", type, "application/json"), Json.bytes(padded));
  }

  /** One native event of InvokeModelWithResponseStream. */
  static EventFrame chunk(ObjectNode event) {
    byte[] json = Json.bytes(event);
    return event("chunk", Json.object().put("bytes", Base64.getEncoder().encodeToString(json)));
  }

  /** A modelled exception after the head has been sent. */
  static EventFrame exception(String type, ObjectNode payload) {
    return encode(
        headers("exception", ":exception-type", type, "application/json"), Json.bytes(payload));
  }

  /** An unmodelled error: headers only. */
  static EventFrame error(String code, String message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":message-type", "error");
    headers.put(":error-code", code);
    headers.put(":error-message", message);
    return encode(headers, new byte[0]);
  }

  /** The same frame with one bit of its payload turned, so that its checksum is wrong. */
  EventFrame corrupted() {
    byte[] copy = bytes.clone();
    copy[copy.length - 5] ^= 1;
    return new EventFrame(copy);
  }

  private static Map<String, String> headers(
      String messageType, String typeName, String type, String contentType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(typeName, type);
    headers.put(":content-type", contentType);
    headers.put(":message-type", messageType);
    return headers;
  }

  private static EventFrame encode(Map<String, String> headers, byte[] payload) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    headers.forEach((name, value) -> {
      byte[] n = name.getBytes(StandardCharsets.UTF_8);
      byte[] v = value.getBytes(StandardCharsets.UTF_8);
      head.write(n.length);
      head.writeBytes(n);
      head.write(7);
      head.write(v.length >>> 8);
      head.write(v.length);
      head.writeBytes(v);
    });
    int total = 16 + head.size() + payload.length;
    ByteBuffer frame = ByteBuffer.allocate(total);
    frame.putInt(total).putInt(head.size());
    frame.putInt(checksum(frame.array(), 8));
    frame.put(head.toByteArray()).put(payload);
    frame.putInt(checksum(frame.array(), total - 4));
    return new EventFrame(frame.array());
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static String padding(int seed) {
    return PADDING.substring(0, 1 + Math.floorMod(seed, PADDING.length()));
  }
}
