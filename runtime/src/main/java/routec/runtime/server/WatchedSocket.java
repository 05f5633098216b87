package routec.runtime.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** What Helidon knows of a connection, but for reading and writing. */
final class WatchedSocket implements ConnectionContext {
  private final ConnectionContext original;
  private final DataReader reader;
  private final DataWriter writer;

  WatchedSocket(ConnectionContext original, ClientConnection client) {
    this.original = original;
    this.reader = client.reader();
    this.writer = new WatchedWriter(original.dataWriter(), client);
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return original.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return original.executor();
  }

  @Override
  public Router router() {
    return original.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return original.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return original.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return original.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return original.localPeer();
  }

  @Override
  public boolean isSecure() {
    return original.isSecure();
  }

  @Override
  public String socketId() {
    return original.socketId();
  }

  @Override
  public String childSocketId() {
    return original.childSocketId();
  }
}
