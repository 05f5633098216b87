package routec.compiler.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;

/**
 * A BackendTrafficPolicy: how calls are tried again, and how backends are connected to and spared.
 *
 * @param mergeType whether it lies over the policy of its Gateway rather than in its place
 * @param settings what Routec applies of it
 * @param spec all that it says
 */
public record BackendTrafficPolicy(
    Meta meta,
    List<Ref> targetRefs,
    Optional<Located<String>> mergeType,
    TrafficSettings settings,
    YamlMapping spec)
    implements Manifest {

  /** Both together; what this one says, wins. */
  public BackendTrafficPolicy over(BackendTrafficPolicy wider) {
    YamlMapping both = over(spec, wider.spec);
    return new BackendTrafficPolicy(
        meta, targetRefs, mergeType, TrafficReader.settings(new Fields(both)), both);
  }

  private static YamlMapping over(YamlMapping own, YamlMapping wider) {
    List<YamlEntry> entries = new ArrayList<>();
    for (YamlEntry entry : own.entries()) {
      Optional<YamlMapping> outer = wider.mapping(entry.name());
      boolean written = !entry.key().span().equals(own.span()); // else it is a default
      if (entry.value() instanceof YamlMapping inner && outer.isPresent()) {
        entries.add(new YamlEntry(entry.key(), over(inner, outer.get())));
      } else if (written || !wider.has(entry.name())) {
        entries.add(entry);
      }
    }
    wider.entries().stream()
        .filter(entry -> entries.stream().noneMatch(one -> one.name().equals(entry.name())))
        .forEach(entries::add);
    return new YamlMapping(entries, own.span());
  }
}
