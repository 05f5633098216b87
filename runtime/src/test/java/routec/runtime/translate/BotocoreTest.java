package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Outbound;

/** Every vector's request to Bedrock is one that AWS's own model of the operation takes. */
class BotocoreTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void translatedRequestsPassBotocoresModel() throws IOException, InterruptedException {
    Optional<String> botocore = botocore();
    Assumptions.assumeTrue(
        botocore.isPresent(), "SKIPPED: botocore can't be had (scripts/install-botocore.sh)");
    List<String> lines = new ArrayList<>();
    for (Path vector : Vector.folders()) {
      lines.addAll(lines(vector));
    }
    assertTrue(lines.size() > 210, "requests to Bedrock among the vectors: " + lines.size());
    assertEquals("", judge(botocore.get(), lines));
  }

  @Test
  void theModelWouldRefuseWhatIsWrong() throws IOException, InterruptedException {
    Optional<String> botocore = botocore();
    Assumptions.assumeTrue(
        botocore.isPresent(), "SKIPPED: botocore can't be had (scripts/install-botocore.sh)");
    String message = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"txt\":\"Hi\"}]}]}";
    String[][] wrong = {
      {"Converse", message},
      {"CountTokens", "{\"input\":{\"converse\":" + message + "}}"},
      {"CountTokens", "{\"input\":{\"invokeModel\":{\"body\":\"no base64\"}}}"},
      {"InvokeModel", "{}", "x-amzn-bedrock-service-tier", "fastest"},
      {"InvokeModel", "{}", "x-amzn-bedrock-no-such", "x"}
    };
    for (String[] each : wrong) {
      Map<String, String> headers = each.length > 2 ? Map.of(each[2], each[3]) : Map.of();
      String line = line("wrong", each[0], headers, each[1]);
      assertTrue(judge(botocore.get(), List.of(line)).startsWith("wrong: "), line);
    }
  }

  private String judge(String botocore, List<String> lines)
      throws IOException, InterruptedException {
    return new Programs(folder)
        .run(String.join("\n", lines), "python3", "judge-requests.py", botocore)
        .orElseThrow();
  }

  /** A line for each request to Bedrock that a vector makes. */
  private static List<String> lines(Path folder) throws IOException {
    Vector vector = Vector.read(folder);
    Optional<String> operation = operation(vector);
    List<String> lines = new ArrayList<>();
    if (operation.isPresent()) {
      try {
        Outbound outbound = vector.translate();
        Map<String, String> headers = new LinkedHashMap<>();
        outbound.headers().forEach(header -> headers.put(header.name(), header.value()));
        for (Slice body : outbound.bodies()) {
          lines.add(line(Vector.name(folder), operation.get(), headers, body.text()));
        }
      } catch (Fault refused) {
        // nothing is sent
      }
    }
    return lines;
  }

  private static String line(
      String name, String operation, Map<String, String> headers, String body) throws IOException {
    return MAPPER.writeValueAsString(
        Map.of("name", name, "operation", operation, "headers", headers, "body", body));
  }

  private static Optional<String> operation(Vector vector) {
    boolean stream = vector.call().stream();
    return switch (vector.pair()) {
      case OPENAI_TO_CONVERSE, ANTHROPIC_TO_CONVERSE ->
          Optional.of(stream ? "ConverseStream" : "Converse");
      case OPENAI_TO_CLAUDE, ANTHROPIC_TO_CLAUDE ->
          Optional.of(stream ? "InvokeModelWithResponseStream" : "InvokeModel");
      case OPENAI_TO_EMBEDDINGS -> Optional.of("InvokeModel");
      case ANTHROPIC_COUNT_TO_CONVERSE, ANTHROPIC_COUNT_TO_CLAUDE -> Optional.of("CountTokens");
      case OPENAI_TO_ANTHROPIC,
          OPENAI_TO_OPENAI,
          ANTHROPIC_TO_ANTHROPIC,
          ANTHROPIC_COUNT_TO_ANTHROPIC ->
          Optional.empty();
    };
  }

  private Optional<String> botocore() throws IOException, InterruptedException {
    return new Programs(folder).run("", "sh", "install-botocore.sh").map(String::strip);
  }
}
