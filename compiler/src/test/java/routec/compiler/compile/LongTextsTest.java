package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;

/** A value of a hundred thousand characters is judged like any other, whatever it repeats. */
final class LongTextsTest {
  private static final int LONG = 100_000;

  /** The value of a line `key: value`, with the quotes where it has some. */
  private static final Pattern VALUE = Pattern.compile("(?m)(?<=: )[^\\s|>\\[{&*#][^\\n]*$");

  @ParameterizedTest
  @ValueSource(strings = {"a.", "-a", "1s", "_A", "a,", "((", "{{", "a|", "1:", "\\\\u0061", "🐈"})
  void aLongValueInAnyPlaceIsJudged(String part) throws IOException {
    String value = "\"us" + part.repeat(LONG / part.length()) + "-1\"";
    for (String text : texts()) {
      for (String mutant : withValue(text, value)) {
        compile(mutant);
      }
    }
  }

  @Test
  void aFileOfCommentsAloneIsJudged() {
    String comments = "# nothing\n".repeat(4 * LONG);
    assertTrue(compile(comments).diagnostics().getFirst().message().contains("holds no object"));
  }

  @Test
  void aCharacterOfTwoUnitsMayStandAnywhere() {
    for (int before = 1_000; before < 1_100; before++) {
      String text = "#" + "x".repeat(before) + "🐈".repeat(600) + "\napiVersion: v1\n";
      assertTrue(compile(text).diagnostics().getFirst().message().contains("has no `kind`"));
    }
  }

  private static Compilation compile(String text) {
    Sources sources = new Sources(List.of(SourceFile.of("long.yaml", text)));
    return assertDoesNotThrow(() -> new Compiler().compile(sources, new Diagnostics()));
  }

  private static List<String> texts() throws IOException {
    Path folder = Cases.folder().resolve("guide-with-gateway/input");
    try (Stream<Path> files = Files.list(folder)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  /** The text with each of its values replaced, one at a time. */
  private static List<String> withValue(String text, String value) {
    List<String> mutants = new ArrayList<>();
    Matcher matcher = VALUE.matcher(text);
    while (matcher.find()) {
      mutants.add(text.substring(0, matcher.start()) + value + text.substring(matcher.end()));
    }
    return mutants;
  }
}
