package routec.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A port on loopback that takes connections, plain or TLS, each on a virtual thread. */
final class Listener {
  private final ServerSocket server;
  private final Optional<SSLContext> tls;
  private final ConnectionLoop.Exchange exchange;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean closed;

  private Listener(
      ServerSocket server, Optional<SSLContext> tls, ConnectionLoop.Exchange exchange) {
    this.server = server;
    this.tls = tls;
    this.exchange = exchange;
  }

  /**
   * Opens a port; 0 means any free one.
   *
   * @throws UncheckedIOException when the port is taken
   */
  static Listener open(int port, Optional<SSLContext> tls, ConnectionLoop.Exchange exchange) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      Listener listener = new Listener(server, tls, exchange);
      Thread.ofPlatform().daemon().name("simulator-accept").start(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  void close() {
    closed = true;
    try {
      server.close();
      for (Connection connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().name("simulator-", number).start(() -> serve(socket, number));
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket raw, int number) {
    try (raw) {
      raw.setTcpNoDelay(true);
      Connection connection = new Connection(raw, secured(raw));
      open.add(connection);
      try (connection) {
        new ConnectionLoop(connection, number, exchange).run();
      } finally {
        open.remove(connection);
      }
    } catch (IOException e) {
      // The client broke the connection or its TLS handshake failed: nobody is left to answer.
    }
  }

  private Socket secured(Socket raw) throws IOException {
    if (tls.isEmpty()) {
      return raw;
    }
    SSLSocket socket =
        (SSLSocket) tls.get().getSocketFactory().createSocket(raw, null, raw.getPort(), true);
    socket.setUseClientMode(false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
