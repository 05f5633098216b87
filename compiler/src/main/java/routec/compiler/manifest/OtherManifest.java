package routec.compiler.manifest;

import java.util.List;
import routec.compiler.yaml.YamlMapping;

/**
 * An object of a kind that is judged by its schema but has no effect on the gateway yet.
 *
 * @param targetRefs what it is for, if it is a policy or a route
 * @param references the other objects that it names
 * @param spec all that it says
 */
public record OtherManifest(Meta meta, List<Ref> targetRefs, List<Ref> references, YamlMapping spec)
    implements Manifest {}
