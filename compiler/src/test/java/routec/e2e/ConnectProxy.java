package routec.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback whose every CONNECT leads to one port, unless it is told to fail. */
final class ConnectProxy implements AutoCloseable {
  /** How it answers a CONNECT. */
  enum Manner {
    PASS("HTTP/1.1 200 Connection established\r\n\r\n"),
    WANT_CREDENTIALS("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"),
    FORBID("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"),
    FAIL("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"),
    STALL(""),
    BREAK_OFF("HTTP/1.1 200 Connec");

    private final String reply;

    Manner(String reply) {
      this.reply = reply;
    }
  }

  private final ServerSocket server;
  private final int onward;
  private final String credentials;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /** What the next CONNECT meets. */
  volatile Manner manner = Manner.PASS;

  /** The heads of what was asked. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param onward the port where all lead
   * @param credentials the value of {@code Proxy-Authorization} that it wants, or nothing
   */
  ConnectProxy(int onward, String credentials) throws IOException {
    this.onward = onward;
    this.credentials = credentials;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The places that it was asked to connect to. */
  List<String> places() {
    return asked.stream().map(head -> head.split(" ", 3)[1]).toList();
  }

  /** Answers so from now on, and ends what is open, which would be used again otherwise. */
  void answer(Manner next) throws IOException {
    manner = next;
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed at the end of the test
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      asked.add(head);
      boolean known = credentials.isEmpty() || head.contains("\r\n" + authorization() + "\r\n");
      Manner now = known ? manner : Manner.WANT_CREDENTIALS;
      client.getOutputStream().write(now.reply.getBytes(StandardCharsets.US_ASCII));
      switch (now) {
        case PASS -> tunnel(client);
        case STALL -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
        case WANT_CREDENTIALS, FORBID, FAIL, BREAK_OFF -> {}
      }
    } catch (IOException e) {
      // one side has gone
    }
  }

  private String authorization() {
    return "Proxy-Authorization: " + credentials;
  }

  private void tunnel(Socket client) throws IOException {
    try (Socket there = new Socket(InetAddress.getLoopbackAddress(), onward)) {
      Thread back = Thread.ofVirtual().start(() -> copy(there, client));
      copy(client, there);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one side has gone
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the gateway has left");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    answer(Manner.FAIL);
  }
}
