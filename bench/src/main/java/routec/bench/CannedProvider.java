package routec.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * A provider that answers every POST with a prepared reply, as cheaply as it can: the load's other
 * end, which checks nothing, so that the gateway is what is measured.
 *
 * <p>ConverseStream, or a request with the header {@link #WANTS_STREAM}, gets {@link #EVENTS}
 * events in chunks of their own.
 */
final class CannedProvider implements AutoCloseable {
  private static final String CONVERSE_REPLY =
      """
      {"metrics":{"latencyMs":412},"output":{"message":{"content":[{"text":"%s"}],"role":"assistant"}},\
      "stopReason":"end_turn","usage":{"inputTokens":217,"outputTokens":164,"totalTokens":381}}\
      """
          .formatted("The sky is blue because air scatters short waves more. ".repeat(12));

  /** The head line by which a load that reaches the provider untranslated asks for the stream. */
  static final String WANTS_STREAM = "x-bench: stream";

  /** The events of a stream. */
  static final int EVENTS = 104;

  private final ServerSocket server;
  private final byte[] reply;
  private final byte[] stream;

  private CannedProvider(ServerSocket server) {
    this.server = server;
    byte[] body = CONVERSE_REPLY.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
            + "x-amzn-requestid: 7f1d2a52-0000-4000-8000-1f0000000000\r\ncontent-length: "
            + body.length
            + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    reply = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, reply, 0, headBytes.length);
    System.arraycopy(body, 0, reply, headBytes.length, body.length);
    stream = stream();
  }

  private static byte[] stream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_000);
    text(
        bytes,
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
            + "x-amzn-requestid: 7f1d2a52-0000-4000-8000-1f0000000001\r\n"
            + "transfer-encoding: chunked\r\n\r\n");
    event(bytes, "messageStart", "{\"p\":\"abcd\",\"role\":\"assistant\"}");
    for (int i = 0; i < EVENTS - 4; i++) {
      event(
          bytes,
          "contentBlockDelta",
          "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" scattering\"},\"p\":\"abcdefghijkl\"}");
    }
    event(bytes, "contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"ab\"}");
    event(bytes, "messageStop", "{\"p\":\"abcdef\",\"stopReason\":\"end_turn\"}");
    event(
        bytes,
        "metadata",
        "{\"metrics\":{\"latencyMs\":900},\"p\":\"abc\",\"usage\":{\"inputTokens\":217,"
            + "\"outputTokens\":100,\"totalTokens\":317}}");
    text(bytes, "0\r\n\r\n");
    return bytes.toByteArray();
  }

  /** One event-stream message in an HTTP chunk of its own, by AWS's own encoder. */
  private static void event(ByteArrayOutputStream bytes, String type, String payload) {
    Map<String, HeaderValue> headers =
        Map.of(
            ":message-type", HeaderValue.fromString("event"),
            ":event-type", HeaderValue.fromString(type),
            ":content-type", HeaderValue.fromString("application/json"));
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(message);
    text(bytes, Integer.toHexString(message.size()) + "\r\n");
    bytes.writeBytes(message.toByteArray());
    text(bytes, "\r\n");
  }

  private static void text(ByteArrayOutputStream bytes, String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Starts on a free port of the loopback address. */
  static CannedProvider start(ServerSocketFactory factory) throws IOException {
    CannedProvider provider = new CannedProvider(factory.open());
    Thread.ofVirtual().name("canned-provider").start(provider::accept);
    return provider;
  }

  /** Opens the listening socket, plain or TLS. */
  interface ServerSocketFactory {
    ServerSocket open() throws IOException;

    static ServerSocket plain() throws IOException {
      return new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().name("canned-connection").start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the run is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
        in.skipNBytes(length(head));
        boolean streams = head.contains("/converse-stream ") || head.contains(WANTS_STREAM);
        out.write(streams ? stream : reply);
      }
    } catch (IOException e) {
      // a client that leaves is no news here
    }
  }

  private static int length(String head) {
    int at = head.indexOf("content-length:");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
  }

  /** Reads one head, in lower case; empty at the end of the connection. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(512);
    int b;
    while ((b = in.read()) >= 0) {
      head.append((char) b);
      if (b == '\n' && head.length() >= 4 && head.charAt(head.length() - 3) == '\n') {
        return head.toString().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
