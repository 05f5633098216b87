package routec.compiler.models;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what is known about a model by its id. */
public final class BedrockModels {
  private final List<KnownModel> models;

  BedrockModels(List<KnownModel> models) {
    this.models =
        models.stream()
            .sorted(
                Comparator.comparingInt((KnownModel model) -> model.stem().length())
                    .reversed()
                    .thenComparing(KnownModel::stem))
            .toList();
  }

  /** The data that comes with this build. */
  public static BedrockModels load() {
    return new BedrockModels(List.of());
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
}
