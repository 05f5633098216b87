package routec.compiler.diag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
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

  /** So few steps are taken sooner than other threads wake. */
  private static final int FEW = 32;

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

  /** Adds what was found elsewhere, such as in an earlier run over the same text. */
  public void addAll(Collection<Diagnostic> others) {
    others.forEach(this::add);
  }

  /**
   * Takes the same step with each of some things, on all cores where there are many; the step has
   * nothing in common with that of another thing. What the steps find comes in the things' order.
   */
  public <T, R> List<R> each(List<T> things, BiFunction<T, Diagnostics, R> step) {
    if (things.size() < FEW) {
      return things.stream().map(thing -> step.apply(thing, this)).toList();
    }
    record Step<R>(R result, List<Diagnostic> found) {}
    List<Step<R>> steps =
        things.parallelStream()
            .map(thing -> {
              Diagnostics own = new Diagnostics(strict);
              R result = step.apply(thing, own);
              return new Step<>(result, own.found);
            })
            .toList();
    steps.forEach(one -> addAll(one.found));
    return steps.stream().map(Step::result).toList();
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
      causes.computeIfAbsent(cause(diagnostic), _ -> new ArrayList<>()).add(diagnostic);
    }
    return causes.values().stream().map(Diagnostics::fold).sorted(ORDER).toList();
  }

  /** Takes back what a later stage knows to be of no use. */
  public void drop(Predicate<Diagnostic> useless) {
    found.removeIf(useless);
  }

  /** Replaces everything: how comments that allow a code take effect. */
  void replace(Collection<Diagnostic> others) {
    List<Diagnostic> kept = List.copyOf(others);
    found.clear();
    found.addAll(kept);
  }

  /** Everything as it was found. */
  public List<Diagnostic> unfolded() {
    return List.copyOf(found);
  }

  private static List<Object> cause(Diagnostic one) {
    return one.code().isListed()
        ? List.of(one.code(), one.severity(), one.span().file())
        : List.of(one.code(), one.severity(), one.message());
  }

  /** The first, with the places of its like, and with what others of a list say. */
  private static Diagnostic fold(List<Diagnostic> all) {
    Diagnostic first = all.getFirst();
    Map<String, Diagnostic> others = new LinkedHashMap<>();
    all.forEach(one -> others.putIfAbsent(one.message(), one));
    others.remove(first.message());
    for (Diagnostic other : others.values()) {
      String said = other.message().replaceFirst("\\.$", "");
      first = first.related(said + other.hint().map(hint -> ": " + hint).orElse(""), other.span());
    }
    String message = first.message();
    return alike(first, all.stream().filter(one -> one.message().equals(message)).toList());
  }

  private static Diagnostic alike(Diagnostic first, List<Diagnostic> same) {
    List<Span> alike =
        same.stream()
            .map(Diagnostic::span)
            .filter(span -> !span.equals(first.span()))
            .distinct()
            .toList();
    return alike.isEmpty() ? first : first.alike(alike);
  }
}
