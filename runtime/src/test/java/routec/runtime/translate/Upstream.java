package routec.runtime.translate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/** Upstream replies and streams as vectors spell them. */
final class Upstream {
  private Upstream() {}

  /** A whole reply. */
  record Reply(ReplyHead head, Slice body) {
    /** Status, headers, an empty line, the body. */
    static Reply of(String text) {
      int blank = text.indexOf("\n\n");
      String[] lines = text.substring(0, blank).split("\n", -1);
      List<Header> headers = new ArrayList<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(": ");
        headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 2)));
      }
      return new Reply(
          new ReplyHead(Integer.parseInt(lines[0]), Headers.of(headers)),
          Slice.utf8(text.substring(blank + 2).stripTrailing()));
    }
  }

  /**
   * A stream's bytes.
   *
   * @param bytes all of them
   * @param finished where the frame ends that says the model has finished; -1 where none does
   */
  record Stream(byte[] bytes, int finished) {
    /**
     * Lines {@code TYPE JSON}; {@code !TYPE JSON} is an exception, {@code ?CODE TEXT} an error, a
     * {@code ~} cuts the last five bytes off.
     */
    static Stream ofFrames(List<String> lines) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int finished = -1;
      for (String line : lines) {
        if (line.isBlank()) {
          continue;
        }
        if (line.equals("~")) {
          byte[] all = out.toByteArray();
          out.reset();
          out.write(all, 0, all.length - 5);
          continue;
        }
        out.writeBytes(frame(line));
        if (line.startsWith("messageStop ") || line.contains("\"type\":\"message_stop\"")) {
          finished = out.size();
        }
      }
      return new Stream(out.toByteArray(), finished);
    }

    /** Server-sent events as they stand. */
    static Stream ofEvents(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int done = text.indexOf("data: [DONE]\n\n");
      int at = done < 0 ? -1 : text.substring(0, done).getBytes(StandardCharsets.UTF_8).length + 14;
      return new Stream(bytes, at);
    }
  }

  private static byte[] frame(String line) {
    int space = line.indexOf(' ');
    String word = line.substring(0, space);
    String payload = line.substring(space + 1);
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    if (word.startsWith("?")) {
      put(headers, ":message-type", "error");
      put(headers, ":error-code", word.substring(1));
      put(headers, ":error-message", payload);
      return encode(headers, "");
    }
    boolean exception = word.startsWith("!");
    put(
        headers,
        exception ? ":exception-type" : ":event-type",
        exception ? word.substring(1) : word);
    put(headers, ":content-type", "application/json");
    put(headers, ":message-type", exception ? "exception" : "event");
    return encode(headers, word.equals("chunk") ? chunk(payload) : payload);
  }

  private static String chunk(String event) {
    String bytes = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
    return "{\"bytes\":\"" + bytes + "\",\"p\":\"abcdefgh\"}";
  }

  private static void put(Map<String, HeaderValue> headers, String name, String value) {
    headers.put(name, HeaderValue.fromString(value));
  }

  private static byte[] encode(Map<String, HeaderValue> headers, String payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(out);
    return out.toByteArray();
  }
}
