package routec.runtime.spi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One listener of a Gateway with its routes by hostname.
 *
 * @param name {@code namespace/gateway/listener}; Envoy names it in {@code x-routec-listener}
 * @param port the port that clients call
 * @param maxBodyBytes the largest request body
 * @param hosts the most specific hostname first: exact names, then wildcards by length, then any
 */
public record ListenerRoutes(String name, int port, long maxBodyBytes, List<Host> hosts) {

  /**
   * Routes of one hostname.
   *
   * @param pattern {@code api.example.com}, {@code *.example.com}, or empty for any
   * @param table its routes
   */
  public record Host(String pattern, RouteTable table) {
    boolean matches(String host) {
      return pattern.isEmpty()
          || pattern.equals(host)
          || (pattern.startsWith("*.")
              && host.length() > pattern.length() - 1
              && host.endsWith(pattern.substring(1)));
    }
  }

  /** The routes for a Host header (its port is ignored). */
  public Optional<RouteTable> table(String hostHeader) {
    int colon = hostHeader.lastIndexOf(':');
    String host =
        (colon > hostHeader.lastIndexOf(']') ? hostHeader.substring(0, colon) : hostHeader)
            .toLowerCase(Locale.ROOT);
    return hosts.stream().filter(entry -> entry.matches(host)).map(Host::table).findFirst();
  }
}
