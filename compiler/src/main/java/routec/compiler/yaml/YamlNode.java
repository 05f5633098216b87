package routec.compiler.yaml;

import routec.compiler.source.Span;

/** A value in a YAML document. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
  Span span();

  /** What it is, in a user's words: {@code a mapping}, {@code a list}, {@code a number}. */
  String what();
}
