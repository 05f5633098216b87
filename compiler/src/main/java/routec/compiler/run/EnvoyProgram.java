package routec.compiler.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds Envoy by the script that everybody else finds it by, which installs it where it is missing.
 */
final class EnvoyProgram {
  private static final String SCRIPT = "scripts/install-envoy.sh";

  private EnvoyProgram() {}

  /** The program's path; nothing where none can be had (the script has said why). */
  static Optional<String> find() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("routec.home", "")).resolve(SCRIPT);
    if (!Files.isRegularFile(script)) {
      return Optional.ofNullable(System.getenv("ENVOY"));
    }
    Process process =
        new ProcessBuilder("sh", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(path.strip()) : Optional.empty();
  }
}
