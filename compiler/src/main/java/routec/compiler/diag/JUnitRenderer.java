package routec.compiler.diag;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Diagnostics as a CI server's test report: one suite a file, one failed test an error. */
public final class JUnitRenderer {

  /**
   * @param files every file that was judged, so that good ones count too
   */
  public String render(List<String> files, List<Diagnostic> diagnostics) {
    JUnitXml report = new JUnitXml("routec check");
    Set<String> all = new TreeSet<>(files);
    // What could not even be read is among the diagnostics only.
    diagnostics.forEach(diagnostic -> all.add(diagnostic.span().file().name()));
    for (String file : all) {
      List<Diagnostic> errors =
          diagnostics.stream()
              .filter(Diagnostic::isError)
              .filter(diagnostic -> diagnostic.span().file().name().equals(file))
              .toList();
      if (errors.isEmpty()) {
        report.test(file, "has no errors", 0, List.of());
      }
      for (Diagnostic error : errors) {
        report.test(file, error.code() + " " + error.span(), 0, List.of(failure(error)));
      }
    }
    return report.xml();
  }

  private static JUnitXml.Failure failure(Diagnostic error) {
    String text = new TextRenderer(false).one(error);
    return new JUnitXml.Failure(error.code().name(), error.message(), text);
  }
}
