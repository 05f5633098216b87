package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.fault.Fault;

/** Every vector's Converse request is one that AWS's own model of the operation takes. */
class BotocoreTest {
  private static final Path SCRIPTS = Path.of("../scripts");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void translatedRequestsPassBotocoresModel() throws IOException, InterruptedException {
    Optional<String> botocore = botocore();
    Assumptions.assumeTrue(
        botocore.isPresent(), "SKIPPED: botocore can't be had (scripts/install-botocore.sh)");
    StringBuilder cases = new StringBuilder();
    int count = 0;
    for (Path vector : Vector.folders()) {
      Optional<String> line = line(vector);
      if (line.isPresent()) {
        cases.append(line.get()).append('\n');
        count++;
      }
    }
    Path input = Files.writeString(folder.resolve("cases.jsonl"), cases);
    String judgement =
        run(input.toFile(), "python3", SCRIPTS + "/judge-requests.py", botocore.get())
            .orElseThrow();
    assertTrue(count > 100, "vectors with Converse requests: " + count);
    assertEquals("", judgement);
  }

  private static Optional<String> line(Path folder) throws IOException {
    Vector vector = Vector.read(folder);
    boolean converse =
        vector.pair() == Pairs.OPENAI_TO_CONVERSE || vector.pair() == Pairs.ANTHROPIC_TO_CONVERSE;
    if (!converse) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          MAPPER.writeValueAsString(
              Map.of(
                  "name", Vector.name(folder),
                  "operation", vector.call().stream() ? "ConverseStream" : "Converse",
                  "body", vector.translate().body().text())));
    } catch (Fault refused) {
      return Optional.empty();
    }
  }

  private Optional<String> botocore() throws IOException, InterruptedException {
    return run(
            Files.writeString(folder.resolve("empty"), "").toFile(),
            "sh",
            SCRIPTS + "/install-botocore.sh")
        .map(String::strip);
  }

  /** What a program prints; empty where it fails. */
  private Optional<String> run(File input, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("out");
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .redirectInput(input)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    return process.exitValue() == 0
        ? Optional.of(Files.readString(output, StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
