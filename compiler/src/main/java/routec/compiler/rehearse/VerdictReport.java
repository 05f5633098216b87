package routec.compiler.rehearse;

import java.util.List;
import routec.compiler.diag.JUnitXml;

/** Verdicts as people and CI servers read them. */
public final class VerdictReport {
  private VerdictReport() {}

  /** One line a test, with the place of what does not hold, and a count. */
  public static String text(List<Verdict> verdicts) {
    StringBuilder out = new StringBuilder();
    for (Verdict verdict : verdicts) {
      out.append(verdict.passed() ? "ok    " : "FAIL  ").append(verdict.name()).append('\n');
      for (Verdict.Failure failure : verdict.failures()) {
        out.append("      ")
            .append(failure.span())
            .append(": ")
            .append(failure.message())
            .append('\n');
      }
    }
    long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
    return out.append(verdicts.size())
        .append(verdicts.size() == 1 ? " test, " : " tests, ")
        .append(failed == 0 ? "all passed" : failed + " failed")
        .append(".\n")
        .toString();
  }

  /** JUnit's XML, one suite a file. */
  public static String junit(List<Verdict> verdicts) {
    JUnitXml report = new JUnitXml("routec test");
    for (Verdict verdict : verdicts) {
      report.test(
          verdict.test().span().file().name(),
          verdict.name(),
          verdict.nanos(),
          verdict.failures().stream()
              .map(failure ->
                  new JUnitXml.Failure(
                      "expectation", failure.message(), failure.span() + ": " + failure.message()))
              .toList());
    }
    return report.xml();
  }
}
