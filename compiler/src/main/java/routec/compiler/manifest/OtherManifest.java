package routec.compiler.manifest;

import java.util.List;
import routec.compiler.yaml.YamlMapping;

/**
 * An object of a kind that is judged by its schema but has no effect on the gateway yet.
 *
 * @param targetRefs what it is for, if it is a policy or a route
 * @param spec all that it says
 */
public record OtherManifest(Meta meta, List<Ref> targetRefs, YamlMapping spec)
    implements Manifest {}
