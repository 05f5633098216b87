package routec.runtime.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes that a test says. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  /** A whole reply. */
  record Reply(int status, String head, String body) {
    String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  /** A chat request. */
  static String chat(String text) {
    String body = body(text);
    return head("/v1/chat/completions", "content-length: " + body.length()) + body;
  }

  static String body(String text) {
    String stream = text.equals("stream") || text.equals("flood") ? "\"stream\":true," : "";
    return "{\"model\":\"m\","
        + stream
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  static String head(String path, String... headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
    head.append("content-type: application/json\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The next reply, which has a length or is chunked up to its first piece. */
  Reply reply() throws IOException {
    String head = until("\r\n\r\n");
    if (head.isEmpty()) {
      return new Reply(0, "", "");
    }
    Reply bare = new Reply(Integer.parseInt(head.substring(9, 12)), head, "");
    String length = bare.header("content-length");
    if (bare.header("transfer-encoding").equals("chunked")) {
      int size = Integer.parseInt(until("\r\n").strip(), 16);
      return new Reply(
          bare.status(), head, new String(in.readNBytes(size + 2), StandardCharsets.UTF_8));
    }
    byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Reply(bare.status(), head, new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the server has closed the connection, or does so soon, without another byte. */
  boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String until(String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
