package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routec.compiler.diag.Category;
import routec.compiler.diag.Code;

/** The pages of {@code docs/diagnostics}: one a code, and their examples are true. */
class PagesTest {
  private static final Path PAGES = Path.of("../docs/diagnostics");
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  /** No example of YAML can show these: a size, and a file that isn't there. */
  static final Set<Code> WITHOUT_TEXT = EnumSet.of(Code.RC0108, Code.RC0112);

  private static final Pattern EXAMPLE =
      Pattern.compile("(Bad|Good):\\n\\n```yaml\\n(.*?)\\n```", Pattern.DOTALL);

  @Test
  void everyCodeHasAPageWithItsTitle() throws IOException {
    for (Code code : Code.values()) {
      String page = Files.readString(PAGES.resolve(code + ".md"));
      assertTrue(page.startsWith("# " + code + ": " + code.title() + "\n"), code.name());
      assertTrue(page.contains("\n" + code.severity().word() + " · "), code.name());
      assertTrue(page.contains("**Why it hurts.**"), code.name());
    }
  }

  @Test
  void theIndexListsEveryCode() throws IOException {
    Map<Category, List<Code>> stages = new EnumMap<>(Category.class);
    for (Code code : Code.values()) {
      stages.computeIfAbsent(code.category(), _ -> new ArrayList<>()).add(code);
    }
    StringBuilder index = new StringBuilder("# Diagnostics\n\n");
    index.append("`routec explain RC0301` prints a page. A warning, a note or an `RC05xx` is");
    index.append(" allowed by a comment on the line above: `# routec: allow RC0404 reason`.\n");
    stages.forEach((stage, codes) -> {
      index.append("\n## ").append(stage.word().substring(0, 1).toUpperCase(Locale.ROOT));
      index
          .append(stage.word().substring(1))
          .append("\n\n| code | severity | what |\n|---|---|---|\n");
      for (Code code : codes) {
        index.append(
            "| [%s](%s.md) | %s | %s |\n"
                .formatted(code, code, code.severity().word(), code.title()));
      }
    });
    Path file = PAGES.resolve("README.md");
    if (UPDATE) {
      Files.writeString(file, index);
    }
    assertEquals(Files.readString(file), index.toString());
  }

  /**
   * The bad example stands in a golden case, and there the good one makes the mistake go away: what
   * is then left to say is the golden {@code mended.txt} of the case.
   */
  @TestFactory
  Stream<DynamicTest> examplesAreTrue() {
    return Arrays.stream(Code.values())
        .filter(code -> !WITHOUT_TEXT.contains(code))
        .map(code -> DynamicTest.dynamicTest(code.name(), () -> checkExamples(code)));
  }

  private static void checkExamples(Code code) throws IOException {
    Map<String, String> examples = new HashMap<>();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGES.resolve(code + ".md")));
    while (example.find()) {
      examples.put(example.group(1), example.group(2));
    }
    assertEquals(Set.of("Bad", "Good"), examples.keySet(), "the page's examples");
    String bad = examples.getOrDefault("Bad", "");
    Path folder =
        Cases.of(code).stream()
            .filter(path -> find(text(path), bad).isPresent())
            .filter(path -> Judged.input(path).judged().has(code))
            .findFirst()
            .orElseGet(() -> fail("the bad example stands in no case named after the code"));
    String text = text(folder);
    Matcher found = find(text, bad).orElseThrow();
    String good = indent(examples.getOrDefault("Good", ""), found.group(1));
    Judged mended =
        Judged.of(text.substring(0, found.start()) + good + text.substring(found.end()));
    assertFalse(mended.has(code), mended::text);
    assertFalse(mended.hasErrors(), mended::text);
    Path golden = folder.resolve("mended.txt");
    String left = mended.diagnostics().isEmpty() ? "nothing is wrong\n" : mended.text();
    if (UPDATE) {
      Files.writeString(golden, left);
    }
    assertEquals(Files.readString(golden), left);
  }

  /** What a page's example stands in; nothing where a case has no such file. */
  private static String text(Path folder) {
    Path file = folder.resolve("input/gateway.yaml");
    return Files.exists(file) ? Judged.file(file).text() : "";
  }

  /** Finds an example at any indentation. */
  private static Optional<Matcher> find(String text, String example) {
    StringBuilder pattern = new StringBuilder("(?m)^( *)");
    String glue = "";
    for (String line : example.split("\n", -1)) {
      pattern.append(glue).append(Pattern.quote(line));
      glue = "\\n\\1";
    }
    Matcher matcher = Pattern.compile(pattern.append("$").toString()).matcher(text);
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  private static String indent(String example, String indent) {
    return indent + example.replace("\n", "\n" + indent);
  }
}
