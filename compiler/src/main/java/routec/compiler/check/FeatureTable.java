package routec.compiler.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.manifest.Meta;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;

/**
 * Which fields of a mapping Routec uses, and what to say about each of the others: nothing is
 * ignored in silence.
 *
 * <p>It is an error if ignoring a field would change who may call, where traffic goes, a limit or a
 * cost.
 */
final class FeatureTable {
  private final Code code;
  private final String kind;
  private final Set<String> used;
  private final Map<String, Feature> features;
  private final Feature others;

  private record Feature(Severity severity, String instead) {}

  private FeatureTable(
      Code code, String kind, Set<String> used, Map<String, Feature> features, Feature others) {
    this.code = code;
    this.kind = kind;
    this.used = used;
    this.features = features;
    this.others = others;
  }

  /** A table that takes every field for one that is not supported. */
  static FeatureTable of(Code code, String kind) {
    return new FeatureTable(
        code, kind, Set.of(), Map.of(), new Feature(code.severity(), "leave it out"));
  }

  FeatureTable used(String... names) {
    Set<String> more = new HashSet<>(used);
    more.addAll(Set.of(names));
    return new FeatureTable(code, kind, Set.copyOf(more), features, others);
  }

  FeatureTable error(String name, String instead) {
    return with(name, Severity.ERROR, instead);
  }

  FeatureTable warning(String name, String instead) {
    return with(name, Severity.WARNING, instead);
  }

  FeatureTable note(String name, String instead) {
    return with(name, Severity.NOTE, instead);
  }

  /** What holds for fields that the table doesn't name. */
  FeatureTable others(Severity severity, String instead) {
    return new FeatureTable(code, kind, used, features, new Feature(severity, instead));
  }

  private FeatureTable with(String name, Severity severity, String instead) {
    Map<String, Feature> more = new HashMap<>(features);
    more.put(name, new Feature(severity, instead));
    return new FeatureTable(code, kind, used, Map.copyOf(more), others);
  }

  /** Reports the fields that are written; defaults are no wish of the user's. */
  void report(Meta meta, YamlMapping mapping, Diagnostics diagnostics) {
    for (YamlEntry entry : mapping.entries()) {
      boolean written = !entry.key().span().equals(mapping.span());
      if (written && !used.contains(entry.name())) {
        Feature feature = features.getOrDefault(entry.name(), others);
        diagnostics.add(
            Diagnostic.of(
                    code,
                    entry.key().span(),
                    "`%s` of %s is not applied%s."
                        .formatted(
                            entry.name(),
                            Words.withArticle(kind),
                            feature.severity() == Severity.NOTE ? "" : " yet"))
                .as(feature.severity())
                .about(meta.id().toString())
                .hint(Optional.of(feature.instead()).filter(words -> !words.isEmpty())));
      }
    }
  }
}
