package routec.compiler.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.compile.Cases;
import routec.compiler.plan.GatewayPlan;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Endpoint;

/** {@code routec try} drives the generated routes of the guide's gateway. */
final class TrialTest {
  private static final String NOVA = "us.amazon.nova-micro-v1:0";
  private static final String REPLY =
      """
      {"status": 200, "headers": {"x-amzn-requestid": "r-1"}, "response": {
        "output": {"message": {"role": "assistant", "content": [{"text": "Paris"}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 7, "outputTokens": 1, "totalTokens": 8},
        "metrics": {"latencyMs": 5}}}
      """;
  private static final String STREAM =
      """
      {"events": [
        {"messageStart": {"role": "assistant"}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Par"}}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "is"}}},
        {"contentBlockStop": {"contentBlockIndex": 0}},
        {"messageStop": {"stopReason": "end_turn"}},
        {"metadata": {"usage": {"inputTokens": 7, "outputTokens": 2, "totalTokens": 9}}}]}
      """;

  private static GatewayPlan plan;
  private static CompiledRoutes routes;

  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws IOException {
    plan = Cases.gateway("guide").plan();
    routes = CompiledRoutes.of(Cases.generated("guide"));
  }

  @Test
  void theExactUpstreamRequestIsShownWithWhatIsDropped() throws IOException {
    Trial trial = trial(call(NOVA, "\"seed\":7,\"temperature\":0.10"));
    String text = TrialText.of(trial, plan, false);
    assertTrue(text.contains("POST /model/us.amazon.nova-micro-v1%3A0/converse HTTP/1.1"), text);
    assertTrue(text.contains("host: bedrock-runtime.us-east-1.amazonaws.com\n"), text);
    assertTrue(text.contains("signed for us-east-1"), text);
    assertTrue(text.contains("# dropped: seed\n"), text);
    assertTrue(text.contains("{\"temperature\":0.10}"), text);
    assertFalse(text.contains("the client gets"), text);
  }

  @Test
  void theContentLengthIsThatOfTheBody() throws IOException {
    Trial trial = trial(call(NOVA, "\"temperature\":0"));
    int length = trial.played().sent().getFirst().request().body().length();
    assertTrue(TrialText.of(trial, plan, true).contains("content-length: " + length + "\n"));
  }

  @Test
  void aRecordedReplyShowsWhatTheClientGets() throws IOException {
    Trial trial = trial(call(NOVA, "\"seed\":7"), REPLY);
    assertEquals(200, trial.played().status());
    String text = TrialText.of(trial, plan, false);
    assertTrue(text.contains("x-routec-dropped: seed\n"), text);
    assertTrue(text.contains("x-amzn-requestid: r-1\n"), text);
    assertTrue(text.contains("\"content\":\"Paris\""), text);
  }

  @Test
  void justABodyIsAReplyToo() throws IOException {
    String body = REPLY.substring(REPLY.indexOf("\"response\": ") + 12, REPLY.lastIndexOf('}'));
    assertTrue(
        trial(call(NOVA, ""), body).played().body().text().contains("\"content\":\"Paris\""));
  }

  @Test
  void aStreamThatWasWrittenByHandIsPlayedAsFrames() throws IOException {
    Trial trial = trial(call(NOVA, "\"stream\":true"), STREAM);
    String text = trial.played().body().text();
    assertTrue(text.contains("\"content\":\"Par\""), text);
    assertTrue(text.endsWith("data: [DONE]\n\n"), text);
  }

  @Test
  void anExceptionInAStreamNeverEndsItWell() throws IOException {
    String cut =
        STREAM.replace(
            "{\"messageStop\": {\"stopReason\": \"end_turn\"}}",
            "{\"throttlingException\": {\"message\": \"slow down\"}}");
    String text = trial(call(NOVA, "\"stream\":true"), cut).played().body().text();
    assertTrue(text.contains("slow down"), text);
    assertFalse(text.contains("[DONE]"), text);
  }

  @Test
  void aRefusalIsTranslatedToo() throws IOException {
    String refusal =
        "{\"status\":400,\"headers\":{\"x-amzn-errortype\":\"ValidationException\"},"
            + "\"response\":{\"message\":\"no such thing\"}}";
    Trial trial = trial(call(NOVA, ""), refusal);
    assertEquals(400, trial.played().status());
    assertTrue(trial.played().body().text().contains("no such thing"));
  }

  @Test
  void whatTheGatewayRefusesIsNeverSent() throws IOException {
    Trial trial = trial(call("gpt-4", ""));
    assertTrue(trial.answered());
    assertEquals(404, trial.played().status());
    assertEquals(List.of(), trial.played().sent());
    assertEquals(400, trial("{\"model\":").played().status());
    assertEquals(400, trial("").played().status());
  }

  @Test
  void jsonHoldsBodiesByteForByte() throws IOException {
    String json = TrialJson.of(trial(call(NOVA, "\"temperature\":0.10"), REPLY), plan);
    assertTrue(json.contains("\\\"temperature\\\":0.10"), json);
    assertTrue(json.contains("\"status\" : 200"), json);
  }

  @Test
  void aListenerThatIsNotThereIsSaid() {
    RehearsalRefused refused =
        assertThrows(
            RehearsalRefused.class,
            () -> Trial.of(routes, "nope", request(call(NOVA, "")), List.of()));
    assertTrue(String.valueOf(refused.getMessage()).contains("there are: "), refused.getMessage());
  }

  @Test
  void whatAnAttemptDropsIsAskedOfTheGeneratedCode() {
    Probe probe = new Probe();
    var attempt =
        routes
            .listeners()
            .getFirst()
            .table("")
            .orElseThrow()
            .match(NOVA, routec.runtime.spi.Headers.NONE)
            .orElseThrow()
            .attempts(Endpoint.CHAT_COMPLETIONS)
            .getFirst();
    String losses = probe.losses(Endpoint.CHAT_COMPLETIONS, NOVA, attempt).orElseThrow();
    assertTrue(losses.contains("drops ") && losses.contains("seed"), losses);
    assertTrue(losses.contains("refuses ") && losses.contains("n 2"), losses);
    assertFalse(losses.contains("temperature"), losses);
  }

  private Trial trial(String body, String... replies) throws IOException {
    List<RecordedReply> recorded = new ArrayList<>();
    for (String reply : replies) {
      Path file = folder.resolve("reply" + recorded.size() + ".json");
      recorded.add(RecordedReply.read(Files.writeString(file, reply)));
    }
    return Trial.of(routes, "", request(body), recorded);
  }

  private static Rehearsal.Request request(String body) {
    return new Rehearsal.Request(Endpoint.CHAT_COMPLETIONS, "", List.of(), Slice.utf8(body));
  }

  private static String call(String model, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Capital?\"}]%s}"
        .formatted(model, more.isEmpty() ? "" : "," + more);
  }
}
