package routec.compiler.manifest;

import java.util.SortedMap;

/**
 * A Secret.
 *
 * @param type such as {@code Opaque}
 * @param values {@code data} decoded, with {@code stringData} over it
 */
public record Secret(Meta meta, String type, SortedMap<String, SecretValue> values)
    implements Manifest {}
