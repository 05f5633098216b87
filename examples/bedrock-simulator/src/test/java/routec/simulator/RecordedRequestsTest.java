package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds the simulator against calls that were recorded at AWS. */
final class RecordedRequestsTest {
  @Test
  void everyRecordedRequestGetsTheStatusAndTheMessageThatAwsGave() throws IOException {
    Path folder = recordings();
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "SKIPPED: there are no recorded calls in " + folder);
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<String> different = new ArrayList<>();
    try (BedrockSimulator simulator = BedrockSimulator.builder().keep(1).start();
        SignedClient client = new SignedClient(simulator.uri())) {
      for (Path file : files) {
        String difference = difference(client, Json.read(Files.readAllBytes(file)));
        if (!difference.isEmpty()) {
          different.add(file.getFileName() + ": " + difference);
        }
      }
    }
    System.out.println(
        "recorded requests answered as AWS did: "
            + (files.size() - different.size())
            + "/"
            + files.size());
    assertTrue(!files.isEmpty());
    assertEquals(List.of(), different);
  }

  private static String difference(SignedClient client, JsonNode call) {
    String path =
        "/model/"
            + call.path("modelId").asText().replace(":", "%3A").replace("/", "%2F")
            + "/"
            + call.path("operation").asText();
    HttpResponse<String> response = client.post(path, call.path("request").toString());
    int wanted = call.path("status").asInt();
    if (response.statusCode() != wanted) {
      return "AWS said %d, we %d %s".formatted(wanted, response.statusCode(), response.body());
    }
    if (wanted != 200) {
      String ours =
          Json.read(response.body().getBytes(StandardCharsets.UTF_8)).path("message").asText();
      String theirs = call.path("response").path("message").asText();
      return ours.equals(theirs) ? "" : "AWS said `%s`, we `%s`".formatted(theirs, ours);
    }
    return "";
  }

  /** The folder beside the repository that holds recorded calls. */
  private static Path recordings() {
    Path here = Path.of("").toAbsolutePath();
    Path up = here;
    while (up != null && !Files.isDirectory(up.resolve("shared/recorded/bedrock"))) {
      up = up.getParent();
    }
    return (up == null ? here : up).resolve("shared/recorded/bedrock");
  }
}
