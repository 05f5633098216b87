package routec.compiler.diag;

import java.util.ArrayList;
import java.util.List;

/** How many diagnostics of each severity there are, folded ones counted too. */
public record Summary(int errors, int warnings, int notes) {

  public static Summary of(List<Diagnostic> diagnostics) {
    return new Summary(
        count(diagnostics, Severity.ERROR),
        count(diagnostics, Severity.WARNING),
        count(diagnostics, Severity.NOTE));
  }

  private static int count(List<Diagnostic> diagnostics, Severity severity) {
    return diagnostics.stream()
        .filter(diagnostic -> diagnostic.severity() == severity)
        .mapToInt(diagnostic -> 1 + diagnostic.alike().size())
        .sum();
  }

  /** {@code 1 error, 2 warnings}; what there is none of is left out. */
  public String words() {
    List<String> words = new ArrayList<>();
    add(words, errors, "error");
    add(words, warnings, "warning");
    add(words, notes, "note");
    return words.isEmpty() ? "no mistakes" : String.join(", ", words);
  }

  private static void add(List<String> words, int count, String word) {
    if (count > 0) {
      words.add(count + " " + word + (count == 1 ? "" : "s"));
    }
  }
}
