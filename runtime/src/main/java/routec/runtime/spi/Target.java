package routec.runtime.spi;

import java.util.ArrayList;
import java.util.Arrays;
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
   * TLS 1.2 or later with the peer's name verified.
   *
   * @param serverName the name for SNI and, without alternative names, the certificate check
   * @param altNames names of which the certificate must have one; a URI begins with its scheme
   * @param trust trusted CA certificates; empty for the system's own
   * @param certificate the Secret ({@code namespace/name}) with the gateway's own certificate in
   *     {@code tls.crt} and {@code tls.key}; empty for none
   */
  public record Tls(
      String serverName, List<String> altNames, List<Authorities> trust, String certificate)
      implements Security {

    public Tls {
      altNames = List.copyOf(altNames);
      trust = List.copyOf(trust);
    }

    /** Trusts the system's authorities for a name. */
    public static Tls to(String serverName) {
      return new Tls(serverName, List.of(), List.of(), "");
    }

    public Tls named(String... names) {
      return new Tls(serverName, List.of(names), trust, certificate);
    }

    /** Trusts the certificates in these files of ConfigMaps, too. */
    public Tls trusting(String... files) {
      return trusting(false, files);
    }

    /** Trusts the certificates in these files of Secrets, too. */
    public Tls trustingSecrets(String... files) {
      return trusting(true, files);
    }

    private Tls trusting(boolean secret, String... files) {
      List<Authorities> all = new ArrayList<>(trust);
      Arrays.stream(files).map(file -> new Authorities(file, secret)).forEach(all::add);
      return new Tls(serverName, altNames, all, certificate);
    }

    public Tls showing(String secret) {
      return new Tls(serverName, altNames, trust, secret);
    }
  }

  /**
   * A file of trusted CA certificates.
   *
   * @param file {@code namespace/name/key}, or of a ConfigMap {@code
   *     namespace.configmaps/name/key}, as mounted
   * @param secret whether a Secret holds it, else a ConfigMap
   */
  public record Authorities(String file, boolean secret) {
    @Override
    public String toString() {
      return file;
    }
  }

  public static Target plain(String host, int port) {
    return new Target(host, port, new Plain());
  }

  /** TLS against the system's trust. */
  public static Target tls(String host, int port, String serverName) {
    return new Target(host, port, Tls.to(serverName));
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
