package routec.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for gateways of a measurement. */
public final class FreePorts {
  private FreePorts() {}

  /**
   * A port with two free ones behind it, for the admins; below those that the system gives to
   * outgoing connections.
   */
  public static int three() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_240, 32_000);
      try {
        for (int i = 0; i < 3; i++) {
          new ServerSocket(port + i).close();
        }
        return port;
      } catch (IOException e) {
        // one of the three is taken: try others
      }
    }
  }
}
