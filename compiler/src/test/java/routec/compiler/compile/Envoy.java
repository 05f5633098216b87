package routec.compiler.compile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.emit.envoy.EnvoyEmitter;

/** The real Envoy, where there is one: {@code $ENVOY}, or what scripts/install-envoy.sh put in. */
record Envoy(Path program) {

  static Optional<Envoy> find() throws IOException {
    String named = System.getenv().getOrDefault("ENVOY", "");
    if (!named.isEmpty()) {
      return Optional.of(new Envoy(Path.of(named)));
    }
    Path tools = Cases.folder().resolve("../../../../../.tools/envoy").normalize();
    if (!Files.isDirectory(tools)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(tools, 2)) {
      return files
          .filter(file -> file.endsWith("envoy") && Files.isRegularFile(file))
          .findFirst()
          .map(Envoy::new);
    }
  }

  /** Skips the test, loudly, where there is none. */
  static Envoy orSkip() throws IOException {
    Optional<Envoy> found = find();
    Assumptions.assumeTrue(found.isPresent(), "SKIPPED: no Envoy in .tools/envoy; run: make envoy");
    return found.orElseThrow();
  }

  /** What it says against the bootstrap among the files; empty if it takes it. */
  String validate(List<GeneratedFile> files, Path folder) throws IOException {
    Path bootstrap = folder.resolve("envoy.yaml");
    Files.writeString(bootstrap, bootstrap(files));
    Process process =
        new ProcessBuilder(
                program.toString(), "--mode", "validate", "-l", "error", "-c", bootstrap.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : "refused: " + said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** The text of the bootstrap among some files. */
  static String bootstrap(List<GeneratedFile> files) {
    return files.stream()
        .filter(file -> file.path().equals(EnvoyEmitter.PATH))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
