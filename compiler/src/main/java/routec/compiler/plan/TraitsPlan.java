package routec.compiler.plan;

import java.util.List;

/**
 * What is known about a model.
 *
 * @param family the model family; empty for the conservative choice
 * @param traits names of the runtime's traits, sorted
 */
public record TraitsPlan(String family, List<String> traits) {
  /** A model that nobody knows: nothing is assumed of it. */
  public static final TraitsPlan CONSERVATIVE = new TraitsPlan("", List.of());

  public TraitsPlan {
    traits = List.copyOf(traits);
  }

  public boolean isConservative() {
    return family.isEmpty();
  }
}
