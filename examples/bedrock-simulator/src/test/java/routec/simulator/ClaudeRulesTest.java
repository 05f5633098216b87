package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What InvokeModel refuses of a native Claude body. */
final class ClaudeRulesTest {
  private static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String HEAD = "'anthropic_version':'bedrock-2023-05-31','max_tokens':2000";
  private static final String USER = "{'role':'user','content':'Hi'}";
  private static final String CALL =
      "{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'a','input':{}}]}";
  private static final String RESULT =
      "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'r'}]}";
  private static final String TOOLS =
      "'tools':[{'name':'a','input_schema':{'type':'object','properties':{}}}]";
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
  void whatOnlyTheNativeApiTakesIsRefused() {
    taken(HEAD + "," + messages(USER));
    refused(HEAD + ",'model':'x'," + messages(USER), "model: Extra inputs are not permitted");
    refused(HEAD + ",'stream':true," + messages(USER), "stream: Extra inputs are not permitted");
    refused("'max_tokens':9," + messages(USER), "anthropic_version: Field required");
    refused(
        "'anthropic_version':'bedrock-2023-05-31'," + messages(USER), "max_tokens: Field required");
    refused(HEAD + ",'anthropic_beta':['new-2030-01-01']," + messages(USER), "invalid beta flag");
    refused(
        HEAD + ",'tools':[{'type':'web_search_20250305','name':'w'}]," + messages(USER),
        "Input tag 'web_search_20250305' found using 'type'");
    refused(HEAD + ",'context_management':{}," + messages(USER), "context_management: Extra");
  }

  @Test
  void messagesHaveTheirRules() {
    refused(HEAD + ",'messages':[]", "at least one message");
    refused(HEAD + "," + messages("{'role':'system','content':'x'}"), "Unexpected role");
    refused(HEAD + "," + messages("{'role':'user','content':''}"), "non-empty content");
    refused(
        HEAD + "," + messages("{'role':'user','content':[{'type':'text','text':' '}]}"),
        "non-whitespace");
    refused(
        HEAD + "," + messages(USER, "{'role':'assistant','content':'Yes '}"),
        "trailing whitespace");
    refused(
        HEAD
            + ","
            + messages(
                "{'role':'user','content':[{'type':'image','source':{'type':'url','url':'x'}}]}"),
        "Input tag 'url'");
  }

  @Test
  void toolCallsAndResultsMatch() {
    taken(HEAD + "," + TOOLS + "," + messages(USER, CALL, RESULT));
    refused(HEAD + "," + TOOLS + "," + messages(USER, RESULT), "unexpected `tool_use_id`");
    refused(HEAD + "," + TOOLS + "," + messages(USER, CALL, USER), "without `tool_result` blocks");
    refused(HEAD + "," + TOOLS + "," + messages(USER, CALL), "without `tool_result` blocks");
  }

  @Test
  void thinkingHasItsRules() {
    String thinking = ",'thinking':{'type':'enabled','budget_tokens':%d},";
    taken(HEAD + thinking.formatted(1024) + messages(USER));
    refused(HEAD + thinking.formatted(2000) + messages(USER), "must be greater than");
    refused(HEAD + thinking.formatted(10) + messages(USER), "greater than or equal to 1024");
    refused(
        HEAD + thinking.formatted(1024) + TOOLS + "," + messages(USER, CALL, RESULT),
        "Expected `thinking` or `redacted_thinking`, but found `tool_use`");
    String replay =
        "{'role':'assistant','content':[{'type':'thinking','thinking':'%s','signature':'%s'}]}";
    String signature = ThinkingReplay.sign("one");
    taken(HEAD + "," + messages(USER, replay.formatted("one", signature), USER));
    refused(
        HEAD + "," + messages(USER, replay.formatted("two", signature), USER),
        "Invalid `signature` in `thinking` block");
  }

  private static String messages(String... messages) {
    return "'messages':[" + String.join(",", messages) + "]";
  }

  private static void taken(String members) {
    HttpResponse<String> response = send(members);
    assertEquals(200, response.statusCode(), response.body());
  }

  private static void refused(String members, String message) {
    HttpResponse<String> response = send(members);
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().contains(message), response.body());
  }

  private static HttpResponse<String> send(String members) {
    String path = "/model/" + SONNET.replace(":", "%3A") + "/invoke";
    return client.post(path, ("{" + members + "}").replace('\'', '"'));
  }
}
