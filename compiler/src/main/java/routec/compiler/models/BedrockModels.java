package routec.compiler.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlReader;
import routec.compiler.yaml.YamlScalar;

/** Finds what is known about a model by its id. */
public final class BedrockModels {
  private static final String RESOURCE = "/schema/bedrock-models.yaml";

  private final List<KnownModel> models;

  private BedrockModels(List<KnownModel> models) {
    this.models =
        models.stream()
            .sorted(
                Comparator.comparingInt((KnownModel model) -> model.stem().length())
                    .reversed()
                    .thenComparing(KnownModel::stem))
            .toList();
  }

  /** Holds the data from when it is first asked for. */
  private static final class Build {
    static final BedrockModels MODELS = load();
  }

  /** The data that comes with this build. */
  public static BedrockModels ofBuild() {
    return Build.MODELS;
  }

  private static BedrockModels load() {
    try (InputStream in = BedrockModels.class.getResourceAsStream(RESOURCE)) {
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
  static BedrockModels read(SourceFile file) {
    Diagnostics diagnostics = new Diagnostics();
    List<YamlDocument> documents = new YamlReader(diagnostics).read(file);
    if (diagnostics.hasErrors() || documents.isEmpty()) {
      throw new IllegalStateException(file.name() + " is no valid YAML");
    }
    List<KnownModel> models = new ArrayList<>();
    for (YamlNode node : mapping(documents.getFirst().root()).items("families")) {
      YamlMapping family = mapping(node);
      String name = family.scalar("name").map(YamlScalar::text).orElse("");
      List<String> traits = texts(family.items("traits")).stream().sorted().toList();
      List<String> stems = texts(family.items("stems"));
      if (name.isEmpty() || stems.isEmpty() || !family.has("traits")) {
        throw new IllegalStateException(family.span() + ": a family wants name, stems and traits");
      }
      stems.forEach(stem -> models.add(new KnownModel(stem, name, traits)));
    }
    return new BedrockModels(models);
  }

  /** All of them, the longest stem first. */
  public List<KnownModel> all() {
    return models;
  }

  /** The model of an id, an inference profile's id ({@code us.…}) or an ARN that ends in one. */
  public Optional<KnownModel> find(String model) {
    String id = model.substring(model.lastIndexOf('/') + 1);
    return byStem(id).or(() -> byStem(id.substring(id.indexOf('.') + 1)));
  }

  private Optional<KnownModel> byStem(String id) {
    return models.stream().filter(model -> id.startsWith(model.stem())).findFirst();
  }

  private static YamlMapping mapping(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return mapping;
    }
    throw new IllegalStateException(node.span() + ": a mapping is wanted");
  }

  private static List<String> texts(List<YamlNode> nodes) {
    return nodes.stream()
        .map(node -> {
          if (node instanceof YamlScalar scalar) {
            return scalar.text();
          }
          throw new IllegalStateException(node.span() + ": a text is wanted");
        })
        .toList();
  }
}
