package routec.compiler.yaml;

import routec.compiler.source.Span;

/**
 * One document of a file.
 *
 * @param root what it holds
 * @param span its first line
 * @param whole false if a syntax error cut it off: the root then holds what stands before
 * @param sound whether no mistake in it was reported, so that what it lacks is a mistake of its own
 */
public record YamlDocument(YamlNode root, Span span, boolean whole, boolean sound) {}
