package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern EXAMPLE =
      Pattern.compile("(Bad|Good|Instead):\\n\\n```yaml\\n(.*?)\\n```", Pattern.DOTALL);

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

  /** The bad example stands in a golden case, and there the good one makes the mistake go away. */
  @TestFactory
  Stream<DynamicTest> examplesAreTrue() {
    return Arrays.stream(Code.values())
        .map(code -> DynamicTest.dynamicTest(code.name(), () -> checkExamples(code)));
  }

  private static void checkExamples(Code code) throws IOException {
    Map<String, String> examples = new java.util.HashMap<>();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGES.resolve(code + ".md")));
    while (example.find()) {
      examples.put(example.group(1), example.group(2));
    }
    if (!examples.containsKey("Bad")) {
      return;
    }
    List<String> texts =
        Cases.all().stream()
            .filter(path ->
                path.getFileName().toString().startsWith(code.name().toLowerCase(Locale.ROOT)))
            .map(path -> path.resolve("input/gateway.yaml"))
            .filter(Files::exists)
            .map(path -> Judged.file(path).text())
            .filter(text -> find(text, examples.get("Bad")).isPresent())
            .filter(text -> Judged.of(text).has(code))
            .toList();
    assertFalse(texts.isEmpty(), "the bad example stands in a case named after the code");
    String text = texts.getFirst();
    Matcher bad = find(text, examples.get("Bad")).orElseThrow();
    if (examples.containsKey("Good")) {
      String indent = bad.group(1);
      String good = indent(examples.get("Good"), indent);
      String mended = text.substring(0, bad.start()) + good + text.substring(bad.end());
      assertFalse(Judged.of(mended).has(code), () -> Judged.of(mended).text());
    }
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
