package routec.compiler.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.emit.GeneratedFile;

final class OutputWriterTest {
  private static final String TEXT = "// " + GeneratedFile.MARK + "\n";

  @TempDir private Path folder;

  @Test
  void whatIsGoneFromTheManifestsIsDeletedWithItsFolder() throws IOException {
    write(file("src/a/A.java"), file("src/b/B.java"));
    assertEquals(new OutputWriter.Outcome(0, 1, 1), write(file("src/a/A.java")));
    assertTrue(Files.exists(folder.resolve("src/a/A.java")));
    assertFalse(Files.exists(folder.resolve("src/b")));
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.writeString(folder.resolve("src/Mine.java"), "class Mine {}");
    write(file("src/A.java"));
    write(file("src/B.java"));
    assertTrue(Files.exists(folder.resolve("pom.xml")));
    assertTrue(Files.exists(folder.resolve("src/Mine.java")));
    assertFalse(Files.exists(folder.resolve("src/A.java")));
  }

  @Test
  void anUnchangedFileIsNotTouched() throws IOException {
    write(file("a.txt"));
    Path file = folder.resolve("a.txt");
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, old);
    assertEquals(new OutputWriter.Outcome(0, 1, 0), write(file("a.txt")));
    assertEquals(old, Files.getLastModifiedTime(file));
  }

  @Test
  void aFileThatSomeoneElseWroteIsNotOverwrittenAndNothingElseIsWritten() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "mine");
    assertThrows(OutputRefused.class, () -> write(file("a.txt"), file("b.txt")));
    assertEquals("mine", Files.readString(folder.resolve("b.txt")));
    assertFalse(Files.exists(folder.resolve("a.txt")));
  }

  @Test
  void aFormerOutputWhoseListIsLostIsKnownByItsMark() throws IOException {
    write(file("a.txt"));
    Files.delete(folder.resolve(OutputWriter.LIST));
    Files.writeString(folder.resolve("a.txt"), TEXT + "changed");
    assertEquals(new OutputWriter.Outcome(1, 0, 0), write(file("a.txt")));
  }

  @Test
  void noPathLeavesTheFolder() {
    for (String path : List.of("../a", "/tmp/a", "a/../../b", "a\\b", "c:/a")) {
      assertThrows(OutputRefused.class, () -> write(file(path)), path);
    }
  }

  @Test
  void aLinkIsNotWrittenThrough(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(folder.resolve("src"), elsewhere);
    assertThrows(OutputRefused.class, () -> write(file("src/A.java")));
    assertFalse(Files.exists(elsewhere.resolve("A.java")));
  }

  @Test
  void aListThatNamesFilesOutsideDeletesNothingThere(@TempDir Path elsewhere) throws IOException {
    Path victim = Files.writeString(elsewhere.resolve("victim"), TEXT);
    Path inside = folder.resolve("out");
    Files.createDirectories(inside);
    Files.writeString(
        inside.resolve(OutputWriter.LIST),
        victim + "\n../../" + elsewhere.getFileName() + "/victim\n");
    new OutputWriter(inside).write(List.of(file("a.txt")));
    assertTrue(Files.exists(victim));
  }

  private OutputWriter.Outcome write(GeneratedFile... files) throws IOException {
    return new OutputWriter(folder).write(List.of(files));
  }

  private static GeneratedFile file(String path) {
    return new GeneratedFile(path, TEXT);
  }
}
