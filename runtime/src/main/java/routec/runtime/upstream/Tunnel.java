package routec.runtime.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import routec.runtime.spi.Target;

/** The CONNECT with which a proxy is asked for a way to a target. */
final class Tunnel {
  private static final int LARGEST = 16 * 1024;

  private Tunnel() {}

  /**
   * Leaves the socket at the first byte of the target's own.
   *
   * @throws IOException if the proxy refuses or does not speak HTTP
   */
  static void open(Socket socket, Proxies.Proxy proxy, Target target, int millis)
      throws IOException {
    socket.setSoTimeout(millis);
    String name = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
    String place = name + ":" + target.port();
    String request = "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n";
    if (!proxy.authorization().isEmpty()) {
      request += "Proxy-Authorization: " + proxy.authorization() + "\r\n";
    }
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    String head = head(socket.getInputStream());
    String line = head.substring(0, Math.max(0, head.indexOf("\r\n")));
    if (!line.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
      String said = line.substring(0, Math.min(60, line.length()));
      throw new IOException("the proxy " + proxy + " said: " + said);
    }
  }

  /** Byte by byte, so that nothing of the target's is taken. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.lastIndexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0 || head.length() >= LARGEST) {
        throw new IOException("the proxy's reply has no end");
      }
      head.append((char) b);
    }
    return head.toString();
  }
}
