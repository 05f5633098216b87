package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlMapping;

/**
 * A Gateway: where clients call.
 *
 * @param infrastructure the EnvoyProxy that its {@code infrastructure.parametersRef} names
 * @param spec all that it says
 */
public record Gateway(
    Meta meta,
    Located<String> gatewayClassName,
    List<Listener> listeners,
    Optional<Ref> infrastructure,
    YamlMapping spec)
    implements Manifest {}
