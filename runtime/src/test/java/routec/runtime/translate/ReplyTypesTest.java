package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients are answered, in vectors and for recorded calls, is what the official SDKs' types
 * and stream readers take; and what tells an error is never taken for an answer.
 */
class ReplyTypesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Their answers, but for faults, are the provider's own bytes. */
  private static final Set<Pairs> RELAYS =
      Set.of(
          Pairs.OPENAI_TO_OPENAI, Pairs.ANTHROPIC_TO_ANTHROPIC, Pairs.ANTHROPIC_COUNT_TO_ANTHROPIC);

  /** Answers of vectors that the types do not know, on purpose. */
  private static final Set<String> BEYOND =
      Set.of(
          // Events that Anthropic may add one day pass.
          "anthropic-to-claude/stream/events-unknown-event.txt",
          // OpenAI streams custom tools so; the type of a chunk has functions only.
          "openai-to-converse/custom-tool-stream/events.txt");

  @TempDir private Path folder;

  private final StringBuilder cases = new StringBuilder();
  private final StringBuilder refusedByJava = new StringBuilder();
  private int count;

  @Test
  void theOfficialSdksTakeEveryAnswerOfTheVectors() throws IOException, InterruptedException {
    for (Path path : Vector.folders()) {
      Vector vector = Vector.read(path);
      boolean relayed = RELAYS.contains(vector.pair());
      for (Path reply : vector.inputs("reply")) {
        Path golden = vector.golden(reply, "reply", "answer");
        if (!relayed || Files.readString(golden).startsWith("fault ")) {
          answer(vector, golden);
        }
      }
      if (!relayed) {
        for (Path stream : vector.inputs("stream")) {
          Path golden = vector.golden(stream, "stream", "events");
          add(name(vector, golden), vector.pair(), Files.readString(golden), true);
        }
      }
    }
    assertTrue(count > 100, "answers of vectors: " + count);
    judge();
  }

  @Test
  void theOfficialSdksTakeEveryRecordedAnswer() throws IOException, InterruptedException {
    RecordedTest.answers((name, pair, text, stream) -> add(name + " " + pair, pair, text, stream));
    System.out.println("recorded answers for the SDKs' types: " + count);
    assertTrue(count > 400, "answers: " + count);
    judge();
  }

  private void answer(Vector vector, Path golden) throws IOException {
    String text = Files.readString(golden);
    boolean fault = text.startsWith("fault ");
    String body = fault ? text : text.substring(text.indexOf("\n\n") + 2).strip();
    add(name(vector, golden), vector.pair(), body, false);
  }

  private static String name(Vector vector, Path file) {
    return Vector.name(vector.folder()) + "/" + file.getFileName();
  }

  /** A body, events, or {@code fault STATUS} with the body on the next line. */
  private void add(String name, Pairs pair, String text, boolean stream) {
    if (BEYOND.contains(name)) {
      return;
    }
    ObjectNode line = MAPPER.createObjectNode().put("name", name).put("call", call(pair));
    boolean fault = text.startsWith("fault ");
    int end = text.indexOf('\n');
    int status = fault ? Integer.parseInt(text.substring("fault ".length(), end)) : 200;
    String body = fault ? text.substring(end + 1).strip() : text;
    line.put("stream", stream).put("status", status).put("body", body);
    cases.append(line).append('\n');
    String refused = JavaTypes.refused(pair, status, body, stream && !fault);
    if (!refused.isEmpty()) {
      refusedByJava.append(name).append(": ").append(refused).append('\n');
    }
    count++;
  }

  private static String call(Pairs pair) {
    return switch (pair.endpoint()) {
      case CHAT_COMPLETIONS -> "chat";
      case MESSAGES -> "messages";
      case COUNT_TOKENS -> "count";
      case EMBEDDINGS -> "embeddings";
      case MODELS, ANTHROPIC_MODELS ->
          throw new IllegalArgumentException("no pair translates lists of models");
    };
  }

  private void judge() throws IOException, InterruptedException {
    assertEquals("", refusedByJava.toString(), "what the Java SDKs refuse");
    Programs programs = new Programs(folder);
    Optional<String> sdks = programs.run("", "sh", "install-sdks.sh", "python");
    Assumptions.assumeTrue(
        sdks.isPresent(), "SKIPPED: the official SDKs can't be had (scripts/install-sdks.sh)");
    String judgement =
        programs
            .run(cases.toString(), "python3", "judge-replies.py", sdks.get().strip())
            .orElseThrow();
    assertEquals("", judgement);
  }
}
