package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.emit.envoy.EnvoyEmitter;

/** The real Envoy accepts every bootstrap that we write. */
final class EnvoyValidateTest {
  static List<String> names() {
    return Cases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void envoyAcceptsTheBootstrap(String name, @TempDir Path folder) throws Exception {
    Path envoy = envoy();
    Path bootstrap = folder.resolve("envoy.yaml");
    GeneratedFile file =
        Cases.generated(name).stream()
            .filter(each -> each.path().equals(EnvoyEmitter.PATH))
            .findFirst()
            .orElseThrow();
    Files.writeString(bootstrap, file.text());
    Process process =
        new ProcessBuilder(
                envoy.toString(), "--mode", "validate", "-l", "error", "-c", bootstrap.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** {@code $ENVOY}, or what scripts/install-envoy.sh has installed. */
  private static Path envoy() throws IOException {
    String named = System.getenv().getOrDefault("ENVOY", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    Path root = Cases.folder().resolve("../../../../..").normalize();
    Path tools = root.resolve(".tools/envoy");
    Assumptions.assumeTrue(
        Files.isDirectory(tools), "SKIPPED: no Envoy in .tools/envoy; run: make envoy");
    try (Stream<Path> files = Files.walk(tools, 2)) {
      return files
          .filter(file -> file.endsWith("envoy") && Files.isRegularFile(file))
          .findFirst()
          .orElseThrow();
    }
  }
}
