package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short program of the system, such as a shell's script, and what came of it. */
record Script(int code, String output) {
  private static final long MOST_SECONDS = 300;

  /** Runs it in a folder with more in its environment; both its outputs are kept as one. */
  static Script run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("script", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    assertTrue(ended, () -> command + " did not end:\n" + text);
    return new Script(process.exitValue(), text);
  }

  /** A file that starts routec as {@code ./routec} does, from the classes under test. */
  static Path launcher(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve("routec");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        file,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"), "routec.compiler.cli.Main"));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
