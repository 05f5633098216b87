package routec.compiler.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/** Finds references anywhere in a spec; those to targets and parents are read elsewhere. */
final class NestedRefs {
  private static final Set<String> ELSEWHERE = Set.of("targetRef", "targetRefs", "parentRefs");
  private static final Set<String> OTHER_NAMES = Set.of("clientSecret", "users");

  private NestedRefs() {}

  static List<Ref> of(YamlMapping spec) {
    List<Ref> refs = new ArrayList<>();
    for (YamlEntry entry : spec.entries()) {
      if (!ELSEWHERE.contains(entry.name())) {
        walk(entry.name(), entry.value(), refs);
      }
    }
    return List.copyOf(refs);
  }

  private static void walk(String name, YamlNode node, List<Ref> refs) {
    switch (node) {
      case YamlMapping mapping -> {
        if (isRef(name)
            && mapping.scalar("name").isPresent()
            && mapping.scalar("kind").isPresent()) {
          refs.add(new Fields(mapping).asRef("", ""));
        }
        mapping.entries().forEach(entry -> walk(entry.name(), entry.value(), refs));
      }
      case YamlSequence list -> list.items().forEach(item -> walk(name, item, refs));
      case YamlScalar _ -> {
        // no reference
      }
    }
  }

  private static boolean isRef(String name) {
    return name.endsWith("Ref") || name.endsWith("Refs") || OTHER_NAMES.contains(name);
  }
}
