package routec.compiler.manifest;

/**
 * A placeholder for an object whose kind or version is wrong, or that a syntax error cut off:
 * references to it are taken for good.
 */
public record BrokenManifest(Meta meta) implements Manifest {}
