package routec.compiler.lower;

import java.time.Duration;
import java.util.Optional;
import routec.compiler.source.Located;

/** Timeouts of a rule. */
final class Durations {
  private Durations() {}

  /** The timeout, or zero where the manifest sets none. */
  static Duration of(Optional<Located<Duration>> timeout) {
    return timeout.map(Located::value).orElse(Duration.ZERO);
  }
}
