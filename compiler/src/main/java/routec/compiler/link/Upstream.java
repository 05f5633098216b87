package routec.compiler.link;

import java.util.List;
import java.util.Optional;
import routec.compiler.manifest.ObjectId;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One address of a Backend and how the connection to it is protected.
 *
 * @param backend the Backend
 * @param host a DNS name in lower case or an IP address
 * @param port 1 to 65535
 * @param tls TLS, or none for plain HTTP
 * @param span where the address stands
 */
public record Upstream(ObjectId backend, String host, int port, Optional<Tls> tls, Span span) {
  /** The keys of a Secret that holds a certificate and its private key. */
  public static final String CERTIFICATE = "tls.crt";

  public static final String KEY = "tls.key";

  /**
   * TLS to a backend.
   *
   * @param serverName the name to ask for (SNI) and, without alternative names, to check
   * @param altNames names of which the certificate must have one; a URI begins with its scheme
   * @param clientCertificate the Secret with the gateway's own certificate
   * @param trust the certificates to trust; empty for the system's
   * @param span what asks for TLS: a BackendTLSPolicy or the Backend's own settings
   */
  public record Tls(
      String serverName,
      List<String> altNames,
      List<Trust> trust,
      Optional<Located<ObjectId>> clientCertificate,
      Span span) {
    public Tls {
      altNames = List.copyOf(altNames);
      trust = List.copyOf(trust);
    }
  }

  /**
   * Trusted certificates as PEM.
   *
   * @param source the ConfigMap or Secret
   * @param key {@code ca.crt}
   * @param span the reference to it
   */
  public record Trust(ObjectId source, String key, Span span) {

    /**
     * {@code namespace/name/key}, as it is mounted; a ConfigMap's below {@code
     * namespace.configmaps}, since a Secret of the namespace may have the same name.
     */
    public String path() {
      String folder =
          source.kind().equals("ConfigMap")
              ? source.path().replaceFirst("/", ".configmaps/")
              : source.path();
      return folder + "/" + key;
    }
  }
}
