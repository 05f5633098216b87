package routec.compiler.link;

import java.util.List;
import java.util.Optional;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One listener of a Gateway with the routes that it takes.
 *
 * @param gateway its Gateway
 * @param name its name in the Gateway
 * @param protocol {@code HTTP} or {@code HTTPS}
 * @param port as the manifest says, 1 to 65535
 * @param hostname the hostname that it serves, in lower case; without one, any
 * @param certificateRefs its certificates, for HTTPS
 * @param bodyLimit the largest request body in bytes, where a ClientTrafficPolicy sets one
 * @param assumed whether no input defines its Gateway
 * @param routes by namespace and name
 * @param span where it stands, or the first reference to an assumed Gateway
 */
public record LinkedListener(
    ObjectId gateway,
    String name,
    String protocol,
    Located<Integer> port,
    Optional<String> hostname,
    List<Ref> certificateRefs,
    Optional<Located<Long>> bodyLimit,
    boolean assumed,
    List<LinkedRoute> routes,
    Span span) {

  public LinkedListener {
    certificateRefs = List.copyOf(certificateRefs);
    routes = List.copyOf(routes);
  }

  /** {@code namespace/gateway/listener}. */
  public String path() {
    return gateway.path() + "/" + name;
  }
}
