package routec.compiler.diag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import routec.compiler.source.Span;

/**
 * Collects what every stage finds; the only thing that travels beside the value of the compile
 * line.
 *
 * <p>Strict collection turns warnings into errors.
 */
public final class Diagnostics {
  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::span)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  private final List<Diagnostic> found = new ArrayList<>();
  private final boolean strict;

  public Diagnostics() {
    this(false);
  }

  public Diagnostics(boolean strict) {
    this.strict = strict;
  }

  public void add(Diagnostic diagnostic) {
    found.add(
        strict && diagnostic.severity() == Severity.WARNING
            ? diagnostic.as(Severity.ERROR)
            : diagnostic);
  }

  /** Whether something found so far stops the compile line. */
  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** How many there are so far, before any folding. */
  public int count() {
    return found.size();
  }

  /** Everything, sorted by position, one message a cause. */
  public List<Diagnostic> all() {
    Map<List<Object>, List<Diagnostic>> causes = new LinkedHashMap<>();
    for (Diagnostic diagnostic : found.stream().sorted(ORDER).toList()) {
      causes
          .computeIfAbsent(
              List.of(diagnostic.code(), diagnostic.severity(), diagnostic.message()),
              _ -> new ArrayList<>())
          .add(diagnostic);
    }
    return causes.values().stream().map(Diagnostics::fold).sorted(ORDER).toList();
  }

  /** Replaces everything: how comments that allow a code take effect. */
  void replace(Collection<Diagnostic> others) {
    List<Diagnostic> kept = List.copyOf(others);
    found.clear();
    found.addAll(kept);
  }

  List<Diagnostic> unfolded() {
    return List.copyOf(found);
  }

  private static Diagnostic fold(List<Diagnostic> same) {
    Diagnostic first = same.getFirst();
    List<Span> alike =
        same.stream()
            .map(Diagnostic::span)
            .filter(span -> !span.equals(first.span()))
            .distinct()
            .toList();
    return alike.isEmpty() ? first : first.alike(alike);
  }
}
