package routec.compiler.models;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One model id of Bedrock, without a region prefix.
 *
 * @param id such as {@code amazon.nova-micro-v1:0}
 * @param onDemand where the bare id can be called, if not everywhere; elsewhere it needs an
 *     inference profile
 * @param endOfLife the day on which Bedrock stops serving it, if one is set
 * @param instead the id to use in its place, if there is one
 */
public record KnownId(
    String id,
    Optional<List<String>> onDemand,
    Optional<LocalDate> endOfLife,
    Optional<String> instead) {

  /** Whether the bare id is refused in a region. */
  public boolean needsProfile(String region) {
    return onDemand.filter(regions -> !regions.contains(region)).isPresent();
  }
}
