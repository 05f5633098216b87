package routec.runtime.translate;

import java.util.Set;

/**
 * What the model behind a backend can do, as the compiler knows it.
 *
 * @param family the family's name in {@code schema/bedrock-models.yaml}
 * @param traits what it can do
 */
public record ModelTraits(String family, Set<Trait> traits) {
  /** A model that nobody knows: only what every model takes. */
  public static final ModelTraits CONSERVATIVE = of("unknown");

  public ModelTraits {
    traits = Set.copyOf(traits);
  }

  public static ModelTraits of(String family, Trait... traits) {
    return new ModelTraits(family, Set.of(traits));
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it is one of Anthropic's, whose own fields Bedrock passes on. */
  public boolean isClaude() {
    return family.startsWith("claude");
  }
}
