package routec.compiler.report;

import java.util.Optional;
import routec.compiler.plan.Origin;

/**
 * One thing that the plan decides about where a call goes.
 *
 * @param label what it is about, a word or two; the same thing has the same label everywhere
 * @param text what was decided; the same decision has the same text everywhere
 * @param origin the manifest line that decided it; none for what Routec decides by itself
 */
public record Fact(String label, String text, Optional<Origin> origin) {
  static Fact of(String label, String text, Origin origin) {
    return new Fact(label, text, Optional.of(origin));
  }

  static Fact of(String label, String text) {
    return new Fact(label, text, Optional.empty());
  }

  /** The place in brackets where there is one: {@code " [aws.yaml:31]"}. */
  String place() {
    return origin.map(line -> "  [" + line + "]").orElse("");
  }
}
