package routec.compiler.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.emit.GeneratedFile;

final class RoutesJarTest {
  private static final List<GeneratedFile> FILES =
      List.of(
          new GeneratedFile(
              "src/main/java/a/A.java", "package a; final class A { B b = new B(); }"),
          new GeneratedFile("src/main/java/a/B.java", "package a; final class B { }"),
          new GeneratedFile("src/main/resources/META-INF/x", "x"),
          new GeneratedFile("envoy/envoy.yaml", "node: {}"));

  @TempDir private Path folder;

  @Test
  void classesAndResourcesAreInTheJarAndNothingElse() throws IOException {
    Path jar = folder.resolve("routes.jar");
    RoutesJar.write(FILES, List.of(), jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertEquals(
          List.of("META-INF/x", "a/A.class", "a/B.class"),
          zip.stream().map(ZipEntry::getName).toList());
    }
  }

  @Test
  void theSameSourcesMakeTheSameJar() throws IOException {
    RoutesJar.write(FILES, List.of(), folder.resolve("1.jar"));
    RoutesJar.write(FILES, List.of(), folder.resolve("2.jar"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("1.jar")), Files.readAllBytes(folder.resolve("2.jar")));
  }

  @Test
  void sourcesThatDoNotCompileAreABugThatNamesTheLine() {
    List<GeneratedFile> bad =
        List.of(new GeneratedFile("src/main/java/A.java", "class A { B b; }"));
    IllegalStateException bug =
        assertThrows(
            IllegalStateException.class,
            () -> RoutesJar.write(bad, List.of(), folder.resolve("3.jar")));
    assertTrue(String.valueOf(bug.getMessage()).contains("A.java:1"), bug.getMessage());
  }
}
