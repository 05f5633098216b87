package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Target;

/** Of the addresses of a name, the first that answers is taken. */
@Timeout(60)
final class DialerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Target TARGET = Target.plain("many.example.com", 80);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Dialer dialer =
      new Dialer(
          WireSettings.defaults(),
          new Trust(PooledWireTest.NO_SECRETS, Slice.EMPTY),
          new Deadlines());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void takesTheNextAddressWhereOneRefuses() throws Exception {
    ServerSocket good = listening(50);
    dial(refusing(), refusing(), place(good));
    good.accept().close(); // it was this one that was connected to
  }

  @Test
  void takesTheNextAddressWhereOneSaysNothing() throws Exception {
    ServerSocket good = listening(50);
    dial(silent(), place(good));
    good.accept().close();
  }

  @Test
  void saysThatNoAddressAnswers() throws Exception {
    InetSocketAddress one = refusing();
    InetSocketAddress other = refusing();
    GatewayFault fault = assertThrows(GatewayFault.class, () -> dial(one, other));
    assertEquals(FaultKind.UNAVAILABLE, fault.kind());
  }

  private void dial(InetSocketAddress... places) {
    long deadline = System.nanoTime() + 4_000_000_000L;
    open.add(dialer.dial(TARGET, List.of(places), deadline, new Cancellation())::close);
  }

  private ServerSocket listening(int backlog) throws IOException {
    ServerSocket server = new ServerSocket(0, backlog, LOOPBACK);
    open.add(server);
    return server;
  }

  private static InetSocketAddress place(ServerSocket server) {
    return new InetSocketAddress(LOOPBACK, server.getLocalPort());
  }

  private static InetSocketAddress refusing() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
      return place(closed);
    }
  }

  /** A port whose queue is full, so that the system answers no more connections. */
  private InetSocketAddress silent() throws IOException {
    ServerSocket full = listening(1);
    for (int i = 0; i < 8; i++) {
      Socket socket = new Socket();
      open.add(socket);
      try {
        socket.connect(place(full), 200);
      } catch (IOException e) {
        break; // it is full
      }
    }
    return place(full);
  }
}
