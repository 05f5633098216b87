package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers derive from requests. */
final class AnswersTest {
  private static final String NOVA = "us.amazon.nova-lite-v1:0";
  private static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static BedrockSimulator simulator;
  private static SignedClient client;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.startPlain();
    client = new SignedClient(simulator.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void aConverseAnswerQuotesThePromptAndTheSystemText() {
    JsonNode answer =
        converse(
            NOVA,
            "{'messages':[{'role':'user','content':[{'text':'Hello Bob'}]}],'system':[{'text':'Be kind'}]}");
    assertEquals(
        "You said: \"Hello Bob\". My instructions: \"Be kind\". I am Nova (amazon.nova-lite-v1:0),"
            + " this is turn 1.",
        text(answer));
    assertEquals("end_turn", answer.path("stopReason").asText());
  }

  @Test
  void limitsAndStopSequencesAreHonoured() {
    JsonNode cut =
        converse(
            SONNET,
            "{'messages':[{'role':'user','content':[{'text':'Hello'}]}],'inferenceConfig':{'maxTokens':2}}");
    assertEquals("You said", text(cut));
    assertEquals("max_tokens", cut.path("stopReason").asText());
    JsonNode stopped =
        converse(
            SONNET,
            "{'messages':[{'role':'user','content':[{'text':'a Paris b'}]}],'inferenceConfig':{'stopSequences':['Paris']},'additionalModelResponseFieldPaths':['/stop_sequence']}");
    assertEquals("You said: \"a ", text(stopped));
    assertEquals("stop_sequence", stopped.path("stopReason").asText());
    assertEquals(
        "Paris", stopped.path("additionalModelResponseFields").path("stop_sequence").asText());
  }

  @Test
  void anOfferedToolIsCalledAndItsResultQuoted() {
    String tools =
        ",'toolConfig':{'tools':[{'toolSpec':{'name':'get_time','inputSchema':{'json':{'type':'object','properties':{}}}}}]}}";
    JsonNode call =
        converse(
                SONNET,
                "{'messages':[{'role':'user','content':[{'text':'What time is it?'}]}]" + tools)
            .path("output")
            .path("message")
            .path("content")
            .path(0)
            .path("toolUse");
    assertEquals("get_time", call.path("name").asText());
    assertEquals("{}", call.path("input").toString());
    JsonNode answer =
        converse(
            SONNET,
            ("{'messages':[{'role':'user','content':[{'text':'What time is it?'}]},"
                        + "{'role':'assistant','content':[{'toolUse':{'toolUseId':'ID','name':'get_time','input':{}}}]},"
                        + "{'role':'user','content':[{'toolResult':{'toolUseId':'ID','content':[{'text':'noon'}]}}]}]")
                    .replace("ID", call.path("toolUseId").asText())
                + tools);
    assertEquals("The tool answered: \"noon\".", text(answer));
  }

  @Test
  void theSecondRequestReadsWhatTheFirstHasCached() {
    String body =
        "{'messages':[{'role':'user','content':[{'text':'%s'},{'cachePoint':{'type':'default'}},{'text':'And?'}]}]}"
            .formatted("long ".repeat(1500));
    JsonNode first = converse(SONNET, body).path("usage");
    JsonNode second = converse(SONNET, body).path("usage");
    assertTrue(first.path("cacheWriteInputTokens").asInt() > 1024);
    assertEquals(0, first.path("cacheReadInputTokens").asInt());
    assertEquals(
        first.path("cacheWriteInputTokens").asInt(), second.path("cacheReadInputTokens").asInt());
    assertEquals(0, second.path("cacheWriteInputTokens").asInt());
    assertEquals(first.path("totalTokens").asInt(), second.path("totalTokens").asInt());
  }

  @Test
  void aClaudeAnswerIsNativeAndHasTokenHeaders() {
    HttpResponse<String> response =
        client.post(
            "/model/us.anthropic.claude-opus-4-8/invoke", SignedClient.claude("Hello Claude"));
    JsonNode answer = Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    assertTrue(answer.path("id").asText().startsWith("msg_bdrk_"));
    assertEquals("claude-opus-4-8", answer.path("model").asText());
    assertTrue(answer.path("content").path(0).path("text").asText().contains("Hello Claude"));
    assertEquals(
        answer.path("usage").path("output_tokens").asText(),
        response.headers().firstValue("X-Amzn-Bedrock-Output-Token-Count").orElseThrow());
  }

  @Test
  void equalTextsGetEqualVectors() {
    String path = "/model/amazon.titan-embed-text-v2%3A0/invoke";
    String body = "{\"inputText\":\"Hello\",\"dimensions\":256}";
    assertEquals(client.post(path, body).body(), client.post(path, body).body());
    JsonNode answer = Json.read(client.post(path, body).body().getBytes(StandardCharsets.UTF_8));
    assertEquals(256, answer.path("embedding").size());
  }

  private static JsonNode converse(String model, String body) {
    HttpResponse<String> response =
        client.post("/model/" + model.replace(":", "%3A") + "/converse", body.replace('\'', '"'));
    assertEquals(200, response.statusCode(), response.body());
    return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode answer) {
    return answer.path("output").path("message").path("content").path(0).path("text").asText();
  }
}
