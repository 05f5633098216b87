package routec.compiler.yaml;

import java.util.List;
import routec.compiler.source.Span;

/** A list of values. */
public record YamlSequence(List<YamlNode> items, Span span) implements YamlNode {
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String what() {
    return "a list";
  }
}
