package routec.compiler.report;

import java.util.List;
import java.util.Optional;
import routec.compiler.plan.Origin;

/**
 * One thing that becomes different for traffic.
 *
 * @param kind whether something is there now, is gone, or is decided otherwise
 * @param what which decision, such as {@code region}; {@code model} for a model that is routed
 * @param before what was decided; empty for what is new
 * @param after what is decided now; empty for what is gone
 * @param from the line that decided before
 * @param to the line that decides now
 * @param subjects what it holds for: models as clients name them, or listeners
 */
public record Change(
    Kind kind,
    String what,
    String before,
    String after,
    Optional<Origin> from,
    Optional<Origin> to,
    List<String> subjects) {

  /** What sort of change it is; the order is that of reports. */
  public enum Kind {
    LOST("lost"),
    CHANGED("changed"),
    GAINED("gained");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Change {
    subjects = List.copyOf(subjects);
  }

  /** The same change for other subjects. */
  Change of(List<String> others) {
    return new Change(kind, what, before, after, from, to, others);
  }
}
