package routec.simulator;

import java.util.Optional;

/**
 * The model that a request means.
 *
 * @param asked the id of the path, decoded
 * @param stem the foundation model's id, without a region prefix
 * @param claude what is special about it, for Claude
 * @param fault what a {@code sim.} id asks for
 */
record Model(String asked, String stem, Family family, Optional<ClaudeTraits> claude, Fault fault) {

  /** The vendor's own name, as a Claude reply says it. */
  String vendorName() {
    String name = stem.startsWith("anthropic.") ? stem.substring("anthropic.".length()) : stem;
    return name.replaceFirst("-v\\d+(:\\d+)?$", "");
  }

  /** Whether native Claude bodies are understood. */
  boolean speaksClaude() {
    return family == Family.CLAUDE || family == Family.ANY;
  }

  boolean isBare() {
    return asked.equals(stem);
  }
}
