package routec.runtime.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How one source of credentials is doing, for operators; no values.
 *
 * @param source what people call it, such as {@code the AWS default chain}
 * @param fetches how often it gave credentials
 * @param failures how often it did not
 * @param expires when those in force stop being valid, where that is known
 * @param trouble what is wrong at the moment; empty for nothing
 */
public record CredentialState(
    String source, long fetches, long failures, Optional<Instant> expires, String trouble) {

  /** A source that is not fetched from. */
  public static CredentialState of(String source, String trouble) {
    return new CredentialState(source, 0, 0, Optional.empty(), trouble);
  }

  /** One state a source: those that share a name (a role asked for in two regions) are summed. */
  public static List<CredentialState> bySource(Stream<CredentialState> states) {
    Map<String, CredentialState> sums = new TreeMap<>();
    states.forEach(state -> sums.merge(state.source(), state, CredentialState::plus));
    return List.copyOf(sums.values());
  }

  private CredentialState plus(CredentialState other) {
    return new CredentialState(
        source,
        fetches + other.fetches,
        failures + other.failures,
        Stream.of(expires, other.expires).flatMap(Optional::stream).min(Instant::compareTo),
        trouble.isEmpty() ? other.trouble : trouble);
  }

  /** What is wrong with any of them, in one line. */
  public static Optional<String> trouble(List<CredentialState> states) {
    List<String> all =
        states.stream()
            .filter(state -> !state.trouble().isEmpty())
            .map(state -> state.source() + ": " + state.trouble())
            .distinct()
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }
}
