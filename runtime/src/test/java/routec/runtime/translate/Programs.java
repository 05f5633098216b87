package routec.runtime.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Scripts of {@code scripts/} as programs.
 *
 * @param folder where what they read and print is kept
 */
record Programs(Path folder) {
  private static final long MINUTES = 4;

  /**
   * What a script prints; empty where it fails, or its interpreter is not on this machine.
   *
   * @param input what it reads
   */
  Optional<String> run(String input, String interpreter, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter, "../scripts/" + script));
    command.addAll(Arrays.asList(arguments));
    Path output = folder.resolve("out");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectInput(Files.writeString(folder.resolve("in"), input).toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    return process.exitValue() == 0
        ? Optional.of(Files.readString(output, StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
