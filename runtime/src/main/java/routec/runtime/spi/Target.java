package routec.runtime.spi;

import java.util.List;

/**
 * Where a backend is reached.
 *
 * @param host a DNS name or IP address
 * @param port 1 to 65535
 * @param security plain text or TLS
 * @param connections limits of connecting
 */
public record Target(String host, int port, Security security, Connections connections) {

  public Target(String host, int port, Security security) {
    this(host, port, security, Connections.USUAL);
  }

  /** The same place with the limits of a rule. */
  public Target with(Connections limits) {
    return limits.equals(connections) ? this : new Target(host, port, security, limits);
  }

  /** How the connection is protected. */
  public sealed interface Security {}

  /** Plain HTTP. */
  public record Plain() implements Security {}

  /**
   * TLS 1.2 or later with hostname verification.
   *
   * @param serverName the name for SNI and the certificate check
   * @param trust files of trusted CA certificates ({@code namespace/name/key} as mounted); empty
   *     for the system's own
   */
  public record Tls(String serverName, List<String> trust) implements Security {}

  public static Target plain(String host, int port) {
    return new Target(host, port, new Plain());
  }

  /** TLS against the system's trust. */
  public static Target tls(String host, int port, String serverName) {
    return new Target(host, port, new Tls(serverName, List.of()));
  }

  /** The Host header: the port only where it isn't the scheme's own. */
  public String authority() {
    boolean usual =
        switch (security) {
          case Plain _ -> port == 80;
          case Tls _ -> port == 443;
        };
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return usual ? name : name + ":" + port;
  }
}
