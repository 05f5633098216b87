package routec.runtime.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A hand-made server on loopback that does to each connection exactly what a test says. */
final class Peer implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  /** What happens on one connection. */
  @FunctionalInterface
  interface Script {
    void serve(Peer peer, Socket socket, int number) throws Exception;
  }

  Peer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  Peer(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /** A peer that answers every request on every connection with these bytes. */
  static Peer answering(String reply) throws IOException {
    return new Peer((peer, socket, _) -> {
      while (peer.request(socket)) {
        send(socket, reply);
      }
    });
  }

  /** A peer that answers the first request of each connection and closes it. */
  static Peer closing(String reply) throws IOException {
    return new Peer((peer, socket, _) -> {
      peer.request(socket);
      send(socket, reply);
    });
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException e) {
      // closed at the end of the test
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      script.serve(this, socket, number);
    } catch (Exception e) {
      ends.add(e.toString());
    }
  }

  /** Reads one request; false at the end of the connection. */
  boolean request(Socket socket) throws IOException {
    return next(socket).isPresent();
  }

  /** Reads one request, head and body; nothing at the end of the connection. */
  Optional<String> next(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        ends.add("end");
        return Optional.empty();
      }
      head.append((char) b);
    }
    String text = head.toString();
    int at = text.indexOf("content-length: ");
    int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
    byte[] body = in.readNBytes(length);
    String whole = text + new String(body, StandardCharsets.UTF_8);
    requests.add(whole);
    return Optional.of(whole);
  }

  /** Waits until the client has closed its side. */
  void awaitEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      // a reset is an end too
    }
    ends.add("end");
  }

  String nextEnd() throws InterruptedException {
    return String.valueOf(ends.poll(5, TimeUnit.SECONDS));
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
