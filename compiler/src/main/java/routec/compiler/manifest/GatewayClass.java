package routec.compiler.manifest;

import java.util.Optional;
import routec.compiler.source.Located;

/**
 * A GatewayClass: who serves its Gateways.
 *
 * @param parametersRef settings for all of its Gateways
 */
public record GatewayClass(Meta meta, Located<String> controllerName, Optional<Ref> parametersRef)
    implements Manifest {}
