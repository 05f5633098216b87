package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.output.OutputWriter;

/**
 * Every case's input gives exactly its expected files; {@code -Dgolden=update} rewrites them.
 *
 * <p>But for {@code Traits}: it holds schema/bedrock-models.yaml, which changes by itself.
 */
final class GatewayGoldenTest {
  static List<String> names() {
    return Cases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void manifestsBecomeTheExpectedFiles(String name) throws IOException {
    Path expected = Cases.folder().resolve(name).resolve("expected");
    List<GeneratedFile> files =
        Cases.generated(name).stream()
            .filter(file -> !file.path().endsWith("/Traits.java"))
            .map(file ->
                new GeneratedFile(file.path().replaceAll("^src/main/\\w+/", ""), file.text()))
            .toList();
    if ("update".equals(System.getProperty("golden"))) {
      new OutputWriter(expected).write(files);
    }
    Map<String, String> now = new TreeMap<>();
    files.forEach(file -> now.put(file.path(), file.text()));
    assertEquals(String.join("\n", now.keySet()), String.join("\n", read(expected).keySet()));
    for (Map.Entry<String, String> entry : read(expected).entrySet()) {
      assertEquals(entry.getValue(), now.get(entry.getKey()), entry.getKey());
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!path.startsWith(".")) {
          texts.put(path, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
