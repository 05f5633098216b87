package routec.compiler.manifest;

import routec.compiler.source.Located;

/** A GatewayClass: who serves its Gateways. */
public record GatewayClass(Meta meta, Located<String> controllerName) implements Manifest {}
