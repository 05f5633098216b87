package routec.compiler.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import routec.compiler.compile.Cases;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Endpoint;

/** Every Converse call that was recorded at AWS can be shown as its client would get it. */
final class RecordedCallsTest {
  private static final String MODEL = "us.amazon.nova-micro-v1:0";

  @Test
  void everyRecordedReplyAndStreamIsAnswered() throws IOException {
    Path folder = shared().resolve("recorded/bedrock");
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "SKIPPED: there are no recorded calls in " + folder);
    CompiledRoutes routes = CompiledRoutes.of(Cases.generated("guide"));
    ObjectMapper json = new ObjectMapper();
    List<String> wrong = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    int played = 0;
    for (Path file : files) {
      JsonNode call = json.readTree(Files.readAllBytes(file));
      String operation = call.path("operation").asText();
      if (operation.startsWith("converse")) {
        played++;
        boolean stream = operation.equals("converse-stream");
        String problem = problem(routes, file, stream, call.path("status").asInt());
        if (!problem.isEmpty()) {
          wrong.add(file.getFileName() + ": " + problem);
        }
      }
    }
    assertTrue(played > 100, "recorded calls: " + played);
    assertEquals(List.of(), wrong);
  }

  private static String problem(CompiledRoutes routes, Path file, boolean stream, int status)
      throws IOException {
    String body =
        "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(MODEL, stream);
    Trial trial =
        Trial.of(
            routes,
            "",
            new Rehearsal.Request(Endpoint.CHAT_COMPLETIONS, "", List.of(), Slice.utf8(body)),
            List.of(RecordedReply.read(file)));
    if (trial.played().status() != status) {
      return trial.played().status() + " " + trial.played().body().text();
    }
    boolean ended = trial.played().body().text().endsWith("data: [DONE]\n\n");
    return stream && status == 200 && !ended ? "the stream did not end well" : "";
  }

  private static Path shared() {
    return Optional.ofNullable(System.getenv("ROUTEC_SHARED"))
        .map(Path::of)
        .orElseGet(() -> Cases.folder().resolve("../../../../../../shared").normalize());
  }
}
