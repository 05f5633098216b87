package routec.compiler.report;

import java.util.Map;
import java.util.Optional;
import routec.compiler.plan.Origin;
import routec.compiler.plan.Setting;

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

  /** What has no line of its own in the manifest is a default. */
  static Fact of(String label, String text, Map<Setting, Origin> decided, Setting setting) {
    return new Fact(label, text, Optional.ofNullable(decided.get(setting)));
  }

  /** The place in brackets: {@code " [aws.yaml:31]"}. */
  String place() {
    return origin.map(line -> "  [" + line + "]").orElse("  [default]");
  }
}
