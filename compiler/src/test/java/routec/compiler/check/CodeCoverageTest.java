package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import routec.compiler.diag.Code;

/** Every code has a golden case that shows it, and a golden that shows how it is mended. */
class CodeCoverageTest {

  @Test
  void everyCodeHasAGoldenCaseOfItsOwn() {
    assertEquals(
        List.of(), lacking(code -> folder -> says(folder.resolve("diagnostics.txt"), code)));
  }

  /** The page's good example in the place of the bad one, or a case of its own. */
  @Test
  void everyCodeHasAGoldenOfTheGoodExample() {
    assertEquals(
        List.of(),
        lacking(code ->
            folder -> {
              Path mended = folder.resolve("mended.txt");
              boolean good = folder.getFileName().toString().contains("-good");
              return (Files.exists(mended) && !says(mended, code))
                  || (good && !says(folder.resolve("diagnostics.txt"), code));
            }));
  }

  private static List<Code> lacking(Function<Code, Predicate<Path>> isCovered) {
    return Arrays.stream(Code.values())
        .filter(code -> Cases.of(code).stream().noneMatch(isCovered.apply(code)))
        .toList();
  }

  private static boolean says(Path golden, Code code) {
    try {
      return Files.readString(golden).contains("[" + code + "]");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
