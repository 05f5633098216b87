package routec.compiler.manifest;

import java.util.SortedMap;
import routec.compiler.source.Located;

/** A ConfigMap with its text values. */
public record ConfigMap(Meta meta, SortedMap<String, Located<String>> values) implements Manifest {}
