package routec.compiler.manifest;

import java.util.List;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlMapping;

/**
 * A BackendTLSPolicy: how the connection to a Backend is protected.
 *
 * @param hostname the name to ask for and check
 * @param systemTrust whether the system's certificates are trusted
 * @param caCertificateRefs ConfigMaps or Secrets with trusted certificates
 * @param spec all that it says
 */
public record BackendTLSPolicy(
    Meta meta,
    List<Ref> targetRefs,
    Located<String> hostname,
    boolean systemTrust,
    List<Ref> caCertificateRefs,
    YamlMapping spec)
    implements Manifest {}
