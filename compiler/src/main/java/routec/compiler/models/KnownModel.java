package routec.compiler.models;

import java.util.List;

/**
 * A model, or several whose ids begin alike.
 *
 * @param stem how the id begins, without a region prefix
 * @param family the model family
 * @param traits names of the runtime's traits, sorted
 */
public record KnownModel(String stem, String family, List<String> traits) {
  public KnownModel {
    traits = List.copyOf(traits);
  }
}
