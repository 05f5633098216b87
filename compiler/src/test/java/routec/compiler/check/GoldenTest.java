package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import routec.compiler.source.SourceFile;

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
    List<SourceFile> files = Judged.files(folder.resolve("input"));
    String text = Judged.of(files).text();
    Path golden = folder.resolve("diagnostics.txt");
    if (UPDATE) {
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
    List<SourceFile> reversed = new ArrayList<>(files);
    Collections.reverse(reversed);
    assertEquals(text, Judged.of(reversed).text(), "the order of files makes no difference");
  }
}
