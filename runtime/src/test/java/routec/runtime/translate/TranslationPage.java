package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code docs/translation.md}, whose tables are held to what the code does. */
public final class TranslationPage {
  private static final Path PAGE = Path.of("../docs/translation.md");

  private TranslationPage() {}

  /**
   * Holds a table to what it should be; {@code -Dgolden=update} writes it.
   *
   * @param part the table's name in the page
   * @param test the test that writes it, as the page says
   */
  public static void check(String part, String test, String now) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + part + ": written by " + test + " -->\n";
    int from = page.indexOf(begin);
    assertTrue(from >= 0, "docs/translation.md has no part " + part);
    from += begin.length();
    int to = page.indexOf("<!-- end -->", from);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, page.substring(0, from) + "\n" + now + "\n" + page.substring(to));
    } else {
      assertEquals(
          now.lines().collect(Collectors.joining("\n")),
          page.substring(from, to).strip(),
          "docs/translation.md is behind the code: run with -Dgolden=update");
    }
  }
}
