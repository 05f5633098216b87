package routec.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on loopback that answers every request with the same bytes, and then is silent. */
final class BareServer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] reply;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /** The requests that came, head and body. */
  final Queue<String> requests = new ConcurrentLinkedQueue<>();

  BareServer(String reply) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.reply = reply.getBytes(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed at the end of the test
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:") + 15;
        int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
        requests.add(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
        socket.getOutputStream().write(reply);
      }
    } catch (IOException e) {
      // the gateway has left
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
