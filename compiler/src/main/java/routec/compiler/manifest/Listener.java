package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One listener of a Gateway.
 *
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TLS}, {@code TCP} or {@code UDP}
 * @param hostname the hostname that it serves; without one, any
 * @param certificateRefs the Secrets with its certificates, for TLS
 * @param tlsMode {@code Terminate} or {@code Passthrough}, where it has TLS
 * @param namespaces {@code Same}, {@code All} or {@code Selector}: whose routes it takes
 * @param kinds the kinds of routes it takes; empty for all that fit
 */
public record Listener(
    Located<String> name,
    Located<String> protocol,
    Located<Integer> port,
    Optional<Located<String>> hostname,
    Optional<Located<String>> tlsMode,
    List<Ref> certificateRefs,
    Located<String> namespaces,
    List<Located<String>> kinds,
    Span span) {}
