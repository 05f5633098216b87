package routec.runtime.server;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Set;

/** Helidon's connection, looked after while it is served. */
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
  private final ServerConnection helidon;
  private final ClientConnection client;
  private final Set<ClientConnection> open;

  /**
   * @param open the connections that are being served
   */
  WatchedConnection(ServerConnection helidon, ClientConnection client, Set<ClientConnection> open) {
    this.helidon = helidon;
    this.client = client;
    this.open = open;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    open.add(client);
    try {
      ScopedValue.<ClientConnection>where(ClientConnection.CURRENT, client)
          .call(() -> {
            helidon.handle(limit);
            return true;
          });
    } finally {
      client.linger();
      open.remove(client);
    }
  }

  @Override
  public Duration idleTime() {
    return helidon.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    helidon.close(interrupt);
  }

  @Override
  public boolean canInterrupt() {
    return helidon instanceof InterruptableTask<?> task && task.canInterrupt();
  }
}
