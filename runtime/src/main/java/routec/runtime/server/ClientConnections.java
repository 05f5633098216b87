package routec.runtime.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All client connections: gives each to Helidon's HTTP/1.1 with a watch on it. */
final class ClientConnections implements ServerConnectionSelector, AutoCloseable {
  private static final long TURN_MILLIS = 20;

  private final Http1ConnectionSelector http1;
  private final ClientPatience patience;
  private final EarlyRefusals refusals;
  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  ClientConnections(
      Http1ConnectionSelector http1, ClientPatience patience, EarlyRefusals refusals) {
    this.http1 = http1;
    this.patience = patience;
    this.refusals = refusals;
    thread = Thread.ofVirtual().name("client-connections").start(this::run);
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData request) {
    return http1.supports(request);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    DataReader original = context.dataReader();
    int held = original.available();
    byte[] early = held == 0 ? new byte[0] : original.readBytes(held);
    ClientConnection client =
        new ClientConnection(context.serverSocket(), early, patience, refusals);
    ServerConnection connection = http1.connection(new WatchedSocket(context, client));
    return new WatchedConnection(connection, client, open);
  }

  /**
   * Waits until the clients have closed their connections; those that nobody uses for long are not
   * waited for.
   */
  void awaitEnd(long unusedMillis, long mostMillis) throws InterruptedException {
    long end = System.nanoTime() + mostMillis * 1_000_000;
    while (System.nanoTime() < end
        && open.stream().anyMatch(client -> !client.isUnusedFor(unusedMillis * 1_000_000))) {
      Thread.sleep(TURN_MILLIS);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(patience.turnMillis());
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      for (ClientConnection client : open) {
        client.check(now);
      }
    }
  }
}
