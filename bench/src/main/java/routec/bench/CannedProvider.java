package routec.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A provider that answers every POST with one prepared reply, as cheaply as it can: the load's
 * other end, which checks nothing, so that the gateway is what is measured.
 */
final class CannedProvider implements AutoCloseable {
  private static final String CONVERSE_REPLY =
      """
      {"metrics":{"latencyMs":412},"output":{"message":{"content":[{"text":"%s"}],"role":"assistant"}},\
      "stopReason":"end_turn","usage":{"inputTokens":217,"outputTokens":164,"totalTokens":381}}\
      """
          .formatted("The sky is blue because air scatters short waves more. ".repeat(12));

  private final ServerSocket server;
  private final byte[] reply;

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
      int length;
      while ((length = readHead(in)) >= 0) {
        in.skipNBytes(length);
        out.write(reply);
      }
    } catch (IOException e) {
      // a client that leaves is no news here
    }
  }

  /** Reads one head; returns the length of its body, negative at the end of the connection. */
  private static int readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(512);
    int b;
    while ((b = in.read()) >= 0) {
      head.append((char) b);
      if (b == '\n' && head.length() >= 4 && head.charAt(head.length() - 3) == '\n') {
        int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        return at < 0
            ? 0
            : Integer.parseInt(head.substring(at + 15, head.indexOf("\r", at)).strip());
      }
    }
    return -1;
  }
}
