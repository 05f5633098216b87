package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;

final class SourcesTest {
  @TempDir private Path folder;
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void aFolderGivesItsYamlFilesButNoHiddenOnes() throws IOException {
    for (String name :
        List.of("b.yaml", "a.yml", "sub/C.YAML", ".git/x.yaml", ".y.yaml", "z.txt")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "# " + name);
    }
    assertEquals(
        List.of("a.yml", "b.yaml", "sub/C.YAML"),
        read(folder.toString()).stream()
            .map(file -> folder.relativize(Path.of(file.name())).toString())
            .toList());
    assertFalse(diagnostics.hasErrors());
  }

  @Test
  void aFileThatIsNamedTwiceIsReadOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1");
    assertEquals(1, read(file.toString(), folder.toString(), folder + "/./a.yaml").size());
  }

  @Test
  void aDashIsStandardInput() {
    SourceFile file = read("-", "-").getFirst();
    assertEquals("stdin", file.name());
    assertEquals("a: 1", file.text());
  }

  @Test
  void whatCannotBeReadIsSaidAndTheRestIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1");
    assertEquals(1, read(folder.resolve("no.yaml").toString(), "\0", file.toString()).size());
    assertEquals(2, diagnostics.all().size());
    assertTrue(diagnostics.all().stream().allMatch(found -> found.code() == Code.RC0112));
  }

  private List<SourceFile> read(String... names) {
    InputStream in = new ByteArrayInputStream("a: 1".getBytes(StandardCharsets.UTF_8));
    return Sources.read(List.of(names), in, diagnostics).files();
  }
}
