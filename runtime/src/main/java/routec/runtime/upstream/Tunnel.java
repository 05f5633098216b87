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
      throw new IOException(refusal(proxy, line, place));
    }
  }

  /** Only the status: what a proxy says beside it may repeat what it was sent. */
  private static String refusal(Proxies.Proxy proxy, String line, String place) {
    if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
      return "the proxy " + proxy + " does not speak HTTP";
    }
    String status = line.substring(9, 12);
    String hint =
        switch (status) {
          case "407" -> ": it wants other credentials than those in its address";
          case "403" -> ": it does not let the gateway there";
          case "502", "503", "504" -> ": it can't reach it";
          default -> "";
        };
    return "the proxy " + proxy + " answers CONNECT " + place + " with " + status + hint;
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
