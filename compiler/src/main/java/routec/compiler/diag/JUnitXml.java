package routec.compiler.diag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test results in the XML that JUnit's Ant task began and every CI server reads. */
public final class JUnitXml {
  private static final double NANOS = 1e9;

  private final String name;
  private final Map<String, List<Test>> suites = new LinkedHashMap<>();

  /**
   * @param name of the whole run
   */
  public JUnitXml(String name) {
    this.name = name;
  }

  /**
   * Why a test failed.
   *
   * @param type a word for its kind
   * @param message one sentence
   * @param text all that is known, over several lines
   */
  public record Failure(String type, String message, String text) {}

  private record Test(String name, long nanos, List<Failure> failures) {}

  /** Adds a test to a suite; without a failure it passed. */
  public void test(String suite, String test, long nanos, List<Failure> failures) {
    suites
        .computeIfAbsent(suite, _ -> new ArrayList<>())
        .add(new Test(test, nanos, List.copyOf(failures)));
  }

  public String xml() {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    List<Test> all = suites.values().stream().flatMap(List::stream).toList();
    out.append("<testsuites name=\"").append(escape(name)).append('"').append(counts(all));
    out.append(">\n");
    suites.forEach((suite, tests) -> {
      out.append("  <testsuite name=\"").append(escape(suite)).append('"').append(counts(tests));
      out.append(">\n");
      tests.forEach(test -> test(out, suite, test));
      out.append("  </testsuite>\n");
    });
    return out.append("</testsuites>\n").toString();
  }

  private static void test(StringBuilder out, String suite, Test test) {
    out.append("    <testcase classname=\"").append(escape(suite));
    out.append("\" name=\"").append(escape(test.name)).append('"').append(time(test.nanos));
    if (test.failures.isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    for (Failure failure : test.failures) {
      out.append("      <failure type=\"").append(escape(failure.type));
      out.append("\" message=\"").append(escape(failure.message)).append("\">");
      out.append(escape(failure.text)).append("</failure>\n");
    }
    out.append("    </testcase>\n");
  }

  private static String counts(List<Test> tests) {
    long failed = tests.stream().filter(test -> !test.failures.isEmpty()).count();
    long nanos = tests.stream().mapToLong(Test::nanos).sum();
    return " tests=\"" + tests.size() + "\" failures=\"" + failed + "\" errors=\"0\"" + time(nanos);
  }

  private static String time(long nanos) {
    return String.format(Locale.ROOT, " time=\"%.3f\"", nanos / NANOS);
  }

  /** For text and attributes alike; characters that XML can't hold become a question mark. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
            default -> out.appendCodePoint(isXml(c) ? c : '?');
          }
        });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }
}
