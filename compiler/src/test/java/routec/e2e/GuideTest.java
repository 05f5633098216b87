package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's calls through real Envoy, the runtime and a Bedrock that verifies signatures. */
class GuideTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/anthropic/v1/messages";
  private static final String ASK = ",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start(folder, true);
  }

  @AfterAll
  static void stop() throws Exception {
    if (gateway != null) {
      assertEquals(0, gateway.program().stop(), gateway.program().output());
      gateway.close();
    }
  }

  @Test
  void envoyStandsInFront() {
    assertTrue(
        gateway
            .program()
            .handle()
            .descendants()
            .anyMatch(p -> p.info().command().orElse("").contains("envoy")),
        "no envoy among the children:\n" + gateway.program().output());
  }

  @Test
  void llamaAnswersByChatCompletions() throws Exception {
    HttpResponse<String> reply = gateway.post(CHAT, ask(Gateway.LLAMA, "Why is the sky blue?", ""));
    assertReply(200, "sky", reply);
    assertReply(200, "\"model\":\"" + Gateway.LLAMA + "\"", reply);
    assertTrue(reply.headers().firstValue("x-request-id").isPresent());
    assertTrue(reply.headers().firstValue("x-amzn-requestid").isPresent());
  }

  @Test
  void claudeAnswersInBothDialects() throws Exception {
    assertReply(
        200,
        "\"finish_reason\":\"stop\"",
        gateway.post(CHAT, ask(Gateway.CLAUDE, "What is the capital of France?", "")));
    assertReply(
        200,
        "\"type\":\"message\"",
        gateway.post(
            MESSAGES, ask(Gateway.CLAUDE, "What is the capital of France?", "\"max_tokens\":100")));
  }

  @Test
  void bothDialectsStreamAndEndProperly() throws Exception {
    HttpResponse<String> openAi =
        gateway.post(CHAT, ask(Gateway.LLAMA, "Count to three.", "\"stream\":true"));
    assertReply(200, "data: [DONE]", openAi);
    assertTrue(
        openAi.headers().firstValue("content-type").orElse("").startsWith("text/event-stream"));
    HttpResponse<String> anthropic =
        gateway.post(MESSAGES, ask(Gateway.CLAUDE, "Count.", "\"max_tokens\":100,\"stream\":true"));
    assertReply(200, "event: message_stop", anthropic);
    assertFalse(anthropic.body().contains("amazon-bedrock"), anthropic.body());
  }

  @Test
  void thinkingIsRelayedAndItsRefusalToo() throws Exception {
    String thinking = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"max_tokens\":";
    assertReply(
        200,
        "\"type\":\"thinking\"",
        gateway.post(MESSAGES, ask(Gateway.THINKER, "What is 27 * 453?", thinking + 3000)));
    assertReply(
        400,
        "invalid_request_error",
        gateway.post(MESSAGES, ask(Gateway.CLAUDE, "What is 27 * 453?", thinking + 1000)));
  }

  @Test
  void eachOfAHundredEventsArrivesWhenItIsSent() throws Exception {
    HttpResponse<InputStream> reply =
        gateway.open(CHAT, ask(Gateway.LLAMA, "[sim:events=100 pace=10ms]", "\"stream\":true"));
    assertEquals(200, reply.statusCode());
    List<Long> arrivals = new ArrayList<>();
    boolean done = false;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("data: {")) {
          arrivals.add(System.nanoTime());
        }
        done |= line.equals("data: [DONE]");
        line = lines.readLine();
      }
    }
    assertTrue(done, "the stream has no end");
    assertTrue(arrivals.size() >= 100, "events: " + arrivals.size());
    long spread = (arrivals.getLast() - arrivals.getFirst()) / 1_000_000;
    assertTrue(spread > 700, "all within " + spread + " ms: something holds events back");
  }

  @Test
  void faultsReachTheCallerWithTheirStatusAndType() throws Exception {
    assertReply(429, "rate_limit", gateway.post(CHAT, ask(Gateway.LLAMA, "[sim:throttle]", "")));
    assertReply(
        503,
        "overloaded_error",
        gateway.post(MESSAGES, ask(Gateway.CLAUDE, "[sim:status 503]", "\"max_tokens\":9")));
    HttpResponse<String> cut =
        gateway.post(
            CHAT,
            ask(Gateway.LLAMA, "[sim:exception=throttlingException after=3]", "\"stream\":true"));
    assertReply(200, "\"error\"", cut);
    assertFalse(cut.body().contains("[DONE]"), cut.body());
  }

  @Test
  void badInputGetsAClearAnswerInTheCallersDialect() throws Exception {
    assertReply(400, "not valid JSON", gateway.post(CHAT, "{\"model\":"));
    assertReply(400, "\"type\":\"error\"", gateway.post(MESSAGES, "[]"));
    assertReply(400, "model", gateway.post(CHAT, "{\"messages\":[]}"));
    assertReply(404, Gateway.LLAMA, gateway.post(CHAT, ask("gpt-4", "Hello", "")));
    assertReply(404, "\"error\"", gateway.post("/v1/nothing", "{}"));
    assertReply(405, "\"error\"", gateway.get(CHAT));
    assertReply(200, Gateway.CLAUDE, gateway.get("/v1/models"));
  }

  @Test
  void aChangedSecretIsInForceWithinTwoSecondsAndNoRequestFails() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    List<String> wrong = new ArrayList<>();
    Thread load =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get()) {
                try {
                  HttpResponse<String> reply = gateway.post(CHAT, ask(Gateway.LLAMA, "Hello", ""));
                  answered.incrementAndGet();
                  if (reply.statusCode() != 200) {
                    wrong.add(reply.body());
                  }
                } catch (java.io.IOException | InterruptedException e) {
                  wrong.add(e.toString());
                }
              }
            });
    for (int i = 0; i < 5; i++) {
      gateway.rotate("AKIDEXAMPLE", Gateway.SECRET);
      Thread.sleep(300);
    }
    over.set(true);
    load.join();
    assertEquals(List.of(), wrong);
    assertTrue(answered.get() > 20, "answered: " + answered);

    gateway.rotate("AKIDUNKNOWN", Gateway.SECRET);
    Thread.sleep(2_000);
    assertReply(403, "credentials", gateway.post(CHAT, ask(Gateway.LLAMA, "Hello", "")));
    gateway.rotate("AKIDEXAMPLE", Gateway.SECRET);
    Thread.sleep(2_000);
    assertReply(200, "Hello", gateway.post(CHAT, ask(Gateway.LLAMA, "Hello", "")));
  }

  @Test
  void theAdminTellsHealthAndMetrics() throws Exception {
    gateway.post(CHAT, ask(Gateway.LLAMA, "Hello", ""));
    assertReply(200, "", gateway.admin("/healthz"));
    assertReply(200, "", gateway.admin("/readyz"));
    assertReply(200, "gen_ai_", gateway.admin("/metrics"));
  }

  private static String ask(String model, String text, String more) {
    String extra = more.isEmpty() ? "" : "," + more;
    return "{\"model\":\"" + model + "\"" + extra + ASK.formatted(text);
  }

  private static void assertReply(int status, String part, HttpResponse<String> reply) {
    assertEquals(status, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains(part), () -> part + " is missing in: " + reply.body());
  }
}
