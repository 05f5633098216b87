package routec.compiler.lower;

import java.time.Duration;
import java.util.Optional;
import routec.compiler.source.Located;

/** Timeouts of a rule. */
final class Durations {
  private Durations() {}

  /** The rule's own timeout where it sets one, else the other. */
  static Duration of(Optional<Located<Duration>> own, Duration otherwise) {
    return own.map(Located::value).orElse(otherwise);
  }
}
