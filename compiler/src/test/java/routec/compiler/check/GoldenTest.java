package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each golden folder's diagnostics, word for word; {@code -Dgolden=update} rewrites them. */
class GoldenTest {
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  @TestFactory
  Stream<DynamicTest> diagnosticsAreAsTheGoldenSays() {
    return Cases.all().stream()
        .map(folder ->
            DynamicTest.dynamicTest(folder.getFileName().toString(), () -> judge(folder)));
  }

  private static void judge(Path folder) throws IOException {
    Judged.Input input = Judged.input(folder);
    String text = input.judged().text();
    Path golden = folder.resolve("diagnostics.txt");
    if (UPDATE) {
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
    assertEquals(text, input.reversed().judged().text(), "the order of files makes no difference");
  }
}
