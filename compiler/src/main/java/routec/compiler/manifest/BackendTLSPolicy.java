package routec.compiler.manifest;

import java.util.List;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlMapping;

/**
 * A BackendTLSPolicy: how the connection to a Backend is protected.
 *
 * @param hostname the name to ask for and check
 * @param systemTrust whether the system's certificates are trusted
 * @param altNames names of which the certificate must have one, instead of {@code hostname}
 * @param caCertificateRefs ConfigMaps or Secrets with trusted certificates
 * @param spec all that it says
 */
public record BackendTLSPolicy(
    Meta meta,
    List<Ref> targetRefs,
    Located<String> hostname,
    List<AltName> altNames,
    boolean systemTrust,
    List<Ref> caCertificateRefs,
    YamlMapping spec)
    implements Manifest {

  /**
   * A subject alternative name.
   *
   * @param uri whether it is a URI rather than a host name
   */
  public record AltName(boolean uri, Located<String> name) {}
}
