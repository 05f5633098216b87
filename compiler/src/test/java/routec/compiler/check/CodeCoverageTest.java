package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import routec.compiler.diag.Code;

class CodeCoverageTest {
  /** What no small text file can show: their own tests do. */
  private static final Set<Code> ELSEWHERE = EnumSet.of(Code.RC0108, Code.RC0112);

  @Test
  void everyCodeHasAGoldenCase() throws IOException {
    Set<Code> missing = EnumSet.allOf(Code.class);
    missing.removeAll(ELSEWHERE);
    for (Path folder : Cases.all()) {
      String text = Files.readString(folder.resolve("diagnostics.txt"));
      missing.removeIf(code -> text.contains("[" + code + "]"));
    }
    assertEquals(EnumSet.noneOf(Code.class), missing);
  }
}
