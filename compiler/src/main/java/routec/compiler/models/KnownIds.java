package routec.compiler.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlReader;
import routec.compiler.yaml.YamlScalar;

/** The model ids that Bedrock was known to have on a day. */
public final class KnownIds {
  private static final String RESOURCE = "/schema/bedrock-ids.yaml";

  private final LocalDate asOf;
  private final SortedMap<String, KnownId> ids;

  private KnownIds(LocalDate asOf, SortedMap<String, KnownId> ids) {
    this.asOf = asOf;
    this.ids = Collections.unmodifiableSortedMap(ids);
  }

  /** Holds the data from when it is first asked for. */
  private static final class Build {
    static final KnownIds IDS = load();
  }

  /** The data that comes with this build. */
  public static KnownIds ofBuild() {
    return Build.IDS;
  }

  private static KnownIds load() {
    try (InputStream in = KnownIds.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + RESOURCE);
      }
      return read(SourceFile.decode(RESOURCE, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the data; its format stands at its head.
   *
   * @throws IllegalStateException if it is not in that format: a bug of ours
   */
  static KnownIds read(SourceFile file) {
    Diagnostics diagnostics = new Diagnostics();
    List<YamlDocument> documents = new YamlReader(diagnostics).read(file);
    if (diagnostics.hasErrors() || documents.isEmpty()) {
      throw new IllegalStateException(file.name() + " is no valid YAML");
    }
    YamlMapping root = mapping(documents.getFirst().root());
    SortedMap<String, KnownId> ids = new TreeMap<>();
    for (YamlNode node : root.items("ids")) {
      KnownId id = id(mapping(node));
      if (ids.put(id.id(), id) != null) {
        throw new IllegalStateException(node.span() + ": the id stands twice");
      }
    }
    return new KnownIds(LocalDate.parse(text(root, "asOf").orElseThrow()), ids);
  }

  private static KnownId id(YamlMapping row) {
    Optional<List<String>> onDemand =
        row.has("onDemand") ? Optional.of(texts(row.items("onDemand"))) : Optional.empty();
    return new KnownId(
        text(row, "id").orElseThrow(() -> new IllegalStateException(row.span() + ": no id")),
        onDemand,
        text(row, "endOfLife").map(LocalDate::parse),
        text(row, "instead"));
  }

  /** The day that the data describes. */
  public LocalDate asOf() {
    return asOf;
  }

  /** What is known about an id without a region prefix. */
  public Optional<KnownId> find(String id) {
    return Optional.ofNullable(ids.get(id));
  }

  /** All ids, sorted. */
  public Collection<String> all() {
    return ids.keySet();
  }

  private static Optional<String> text(YamlMapping row, String name) {
    return row.scalar(name).map(YamlScalar::text);
  }

  private static List<String> texts(List<YamlNode> nodes) {
    List<String> texts = new ArrayList<>();
    for (YamlNode node : nodes) {
      if (node instanceof YamlScalar scalar) {
        texts.add(scalar.text());
      }
    }
    return List.copyOf(texts);
  }

  private static YamlMapping mapping(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return mapping;
    }
    throw new IllegalStateException(node.span() + ": a mapping is wanted");
  }
}
