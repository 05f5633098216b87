package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official openai and anthropic SDKs for Python, unmodified, through Envoy and the runtime. */
class SdkTest {
  @TempDir Path folder;

  @Test
  void everyCheckOfTheOfficialSdksPasses() throws Exception {
    Path python = sdks();
    try (Gateway gateway = Gateway.start(folder, true)) {
      Path script = Repository.root().resolve("compiler/src/test/sdk/checks.py");
      Process checks =
          new ProcessBuilder(
                  python.toString(), script.toString(), "http://localhost:" + gateway.port())
              .redirectErrorStream(true)
              .start();
      String output = new String(checks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, checks.waitFor(), output);
    }
  }

  /** A Python with the SDKs in the git-ignored tools folder; the test is skipped without one. */
  private static Path sdks() throws IOException, InterruptedException {
    Path home = Repository.root().resolve(".tools/sdk");
    Path python = home.resolve("bin/python");
    Path requirements = Repository.root().resolve("compiler/src/test/sdk/requirements.txt");
    Path done = home.resolve("requirements.txt");
    if (Files.notExists(done) || !Files.readString(done).equals(Files.readString(requirements))) {
      boolean installed =
          runs(List.of("python3", "-m", "venv", home.toString()))
              && runs(
                  List.of(
                      python.toString(),
                      "-m",
                      "pip",
                      "install",
                      "-q",
                      "-r",
                      requirements.toString()));
      Assumptions.assumeTrue(
          installed, "SKIPPED: the official SDKs could not be installed by python3 and pip");
      Files.copy(requirements, done);
    }
    return python;
  }

  private static boolean runs(List<String> command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program on this machine
    }
  }
}
