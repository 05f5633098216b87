package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;

/**
 * A Backend: where a provider is reached.
 *
 * @param endpoints its addresses
 * @param tls its own TLS settings, if it has them
 * @param spec all that it says
 */
public record Backend(
    Meta meta, List<BackendEndpoint> endpoints, Optional<BackendTls> tls, YamlMapping spec)
    implements Manifest {

  /** One address of a Backend. */
  public sealed interface BackendEndpoint {
    Span span();
  }

  /** A DNS name and port. */
  public record Fqdn(Located<String> hostname, Located<Integer> port, Span span)
      implements BackendEndpoint {}

  /** An IP address and port. */
  public record Ip(Located<String> address, Located<Integer> port, Span span)
      implements BackendEndpoint {}

  /** A Unix socket. */
  public record UnixSocket(Located<String> path, Span span) implements BackendEndpoint {}

  /**
   * TLS settings of the Backend itself.
   *
   * @param systemTrust whether the system's certificates are trusted
   * @param caCertificateRefs ConfigMaps or Secrets with trusted certificates
   * @param sni the name to ask for and check
   * @param clientCertificateRef the Secret with the gateway's own certificate
   * @param insecureSkipVerify where verification is switched off, if it is
   */
  public record BackendTls(
      boolean systemTrust,
      List<Ref> caCertificateRefs,
      Optional<Located<String>> sni,
      Optional<Ref> clientCertificateRef,
      Optional<Span> insecureSkipVerify,
      Span span) {}
}
