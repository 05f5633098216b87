package routec.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.bytes.Slice;

/** Mounted secrets that change in all the ways in which mounts change. */
@Timeout(20)
final class SecretFilesTest {
  private static final String PATH = "default/aws/credentials";

  @TempDir Path root;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(root.resolve("default/aws"));
  }

  private void write(String text) throws IOException {
    Files.writeString(root.resolve(PATH), text);
  }

  private static String text(SecretFiles files) {
    return files.read(PATH).map(Slice::text).orElse("none");
  }

  private static void await(SecretFiles files, String text) throws InterruptedException {
    long begin = System.nanoTime();
    while (!text(files).equals(text)) {
      assertTrue(System.nanoTime() - begin < 2_000_000_000L, "not in force within 2 s");
      Thread.sleep(5);
    }
  }

  @Test
  void hasSecretsAtOnceAndSeesChangesWithinTwoSeconds() throws Exception {
    write("one");
    try (SecretFiles files = SecretFiles.watch(root)) {
      assertEquals("one", text(files));
      write("two");
      await(files, "two");
      Files.delete(root.resolve(PATH));
      await(files, "none");
      write("three");
      await(files, "three");
    }
  }

  @Test
  void keepsTheVerySliceOfWhatDidNotChange() throws Exception {
    write("one");
    try (SecretFiles files = SecretFiles.watch(root)) {
      Slice before = files.read(PATH).orElseThrow();
      write("one");
      Files.writeString(root.resolve("default/aws/other"), "x");
      files.refresh();
      assertSame(before, files.read(PATH).orElseThrow());
      assertEquals(Optional.of(Slice.utf8("x")), files.read("default/aws/other"));
    }
  }

  @Test
  void looksAtOnceWhenAsked() throws Exception {
    write("one");
    try (SecretFiles files = SecretFiles.watch(root)) {
      write("two");
      files.refresh();
      assertEquals("two", text(files));
    }
  }

  @Test
  void seesTheSwapOfAKubernetesVolume() throws Exception {
    Path folder = root.resolve("default/aws");
    Files.writeString(
        Files.createDirectory(folder.resolve("..2026_1")).resolve("credentials"), "one");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
    Files.createSymbolicLink(folder.resolve("credentials"), Path.of("..data/credentials"));
    try (SecretFiles files = SecretFiles.watch(root)) {
      assertEquals("one", text(files));
      Files.writeString(
          Files.createDirectory(folder.resolve("..2026_2")).resolve("credentials"), "two");
      Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_2"));
      Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      await(files, "two");
    }
  }

  @Test
  void neverShowsAFileThatIsStillBeingWritten() throws Exception {
    write("complete");
    try (SecretFiles files = new SecretFiles(root)) {
      for (int i = 0; i < 10; i++) { // each look sees another content
        write("partial " + i);
        assertTrue(files.look());
        assertEquals("complete", text(files));
      }
      assertFalse(files.look());
      assertEquals("partial 9", text(files));
    }
  }

  @Test
  void livesWithoutAFolderAndWithStrayThings() throws Exception {
    try (SecretFiles files = SecretFiles.watch(root.resolve("later"))) {
      assertEquals("none", text(files));
      Files.createDirectories(root.resolve("later/default/aws"));
      Files.writeString(root.resolve("later/stray"), "x");
      Files.writeString(root.resolve("later/default/stray"), "x");
      Files.writeString(root.resolve("later/" + PATH), "one");
      await(files, "one");
      assertEquals(Optional.empty(), files.read("stray"));
      assertEquals(Optional.empty(), files.read("../secret"));
    }
  }

  @Test
  void leavesOutFilesThatAreTooLarge() throws Exception {
    Files.write(root.resolve(PATH), new byte[(1 << 20) + 1]);
    try (SecretFiles files = SecretFiles.watch(root)) {
      assertEquals("none", text(files));
    }
  }
}
