package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlMapping;

/**
 * A ClientTrafficPolicy: how a Gateway treats its clients.
 *
 * @param bufferLimit the largest request body in bytes
 * @param spec all that it says
 */
public record ClientTrafficPolicy(
    Meta meta, List<Ref> targetRefs, Optional<Located<Long>> bufferLimit, YamlMapping spec)
    implements Manifest {}
