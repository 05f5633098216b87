package routec.compiler.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Where and how a gateway is served.
 *
 * @param address where clients reach it: {@code 127.0.0.1}, or {@code 0.0.0.0} for all
 * @param port the first listener; its admins take the next two
 * @param state the folder of sockets, logs and secrets, {@code .routec}
 * @param envoy whether Envoy stands in front where it can be had
 * @param runtime settings of the runtime, as {@code docs/settings.md} lists them
 */
public record RunSettings(
    String address, int port, Path state, boolean envoy, SortedMap<String, String> runtime) {
  /** What an address of a Unix socket holds, but for the byte that ends it. */
  private static final int LONGEST_SOCKET = 107;

  /** Files of this one gateway. */
  public Path folder() {
    return state.resolve("run").resolve(Integer.toString(port));
  }

  public Path secrets() {
    return state.resolve("secrets");
  }

  Path socket() {
    return folder().resolve("gateway.sock");
  }

  int runtimeAdmin() {
    return port + 1;
  }

  /** Envoy's admin port. */
  public int envoyAdmin() {
    return port + 2;
  }

  /**
   * The socket's path as Envoy and the runtime get it.
   *
   * @throws RunRefused if the operating system can't have a socket there
   */
  public String socketPath() throws RunRefused {
    String path = socket().toString();
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
      throw new RunRefused(
          "The socket %s has a path of more than %d bytes: choose a shorter folder with --state."
              .formatted(path, LONGEST_SOCKET));
    }
    return path;
  }
}
