package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Converse refuses. */
final class ConverseRulesTest {
  private static final String NOVA = "us.amazon.nova-lite-v1:0";
  private static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String USER = "{'role':'user','content':[{'text':'Hi'}]}";
  private static final String ASSISTANT = "{'role':'assistant','content':[{'text':'Yes'}]}";
  private static final String CALL =
      "{'role':'assistant','content':[{'toolUse':{'toolUseId':'t1','name':'a','input':{}}}]}";
  private static final String RESULT =
      "{'role':'user','content':[{'toolResult':{'toolUseId':'t1','content':[{'text':'r'}]}}]}";
  private static final String TOOLS =
      "'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'object'}}}}]}";
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
  void unknownFieldsWrongTypesAndUnionsAreRefused() {
    refused(NOVA, messages(USER) + ",'foo':1", "extraneous key [foo]");
    refused(NOVA, "'messages':'Hi'", "Expected list");
    refused(NOVA, messages("{'role':'user','content':[{'text':1}]}"), "can not be converted");
    refused(NOVA, messages("{'role':'user','content':[{}]}"), "must set exactly one member");
    refused(
        NOVA,
        messages("{'role':'user','content':[{'text':'a','cachePoint':{'type':'default'}}]}"),
        "must set exactly one member");
    refused(NOVA, messages("{'role':'tool','content':[{'text':'a'}]}"), "enum value set");
    refused(NOVA, messages("{'content':[{'text':'a'}]}"), "messages.1.member.role");
  }

  @Test
  void rangesAreChecked() {
    refused(NOVA, inference("'temperature':1.5"), "less than or equal to 1");
    refused(NOVA, inference("'maxTokens':0"), "greater than or equal to 1");
    refused(NOVA, inference("'stopSequences':['']"), "length greater than or equal to 1");
    refused(NOVA, inference("'topK':5"), "extraneous key [topK]");
    refused(NOVA, inference("'temperature':7,'topP':-1"), "2 validation errors detected");
  }

  @Test
  void textMustBeThere() {
    refused(NOVA, messages("{'role':'user','content':[{'text':''}]}"), "is blank");
    refused(NOVA, messages("{'role':'user','content':[{'text':' '}]}"), "non-whitespace");
    refused(NOVA, messages("{'role':'user','content':[]}"), "content field in the Message object");
    refused(NOVA, messages(USER) + ",'system':[{'text':''}]", "system.1.member.text");
  }

  @Test
  void rolesAlternateAndBeginWithTheUser() {
    refused(NOVA, messages(USER, USER), "must alternate");
    refused(NOVA, messages(ASSISTANT, USER), "must start with a user message");
    taken(SONNET, messages(ASSISTANT, USER));
    taken(NOVA, messages(USER, ASSISTANT, USER));
  }

  @Test
  void newModelsTakeNoPrefill() {
    taken(SONNET, messages(USER, ASSISTANT));
    refused("us.anthropic.claude-opus-4-6-v1", messages(USER, ASSISTANT), "prefill");
    refused("us.meta.llama3-2-1b-instruct-v1:0", messages(USER, ASSISTANT), "ends with");
  }

  @Test
  void toolCallsAndResultsMatch() {
    taken(NOVA, messages(USER, CALL, RESULT) + "," + TOOLS);
    refused(NOVA, messages(USER, CALL, RESULT), "toolConfig field must be defined");
    refused(NOVA, messages(USER, CALL, USER) + "," + TOOLS, "Expected toolResult blocks at");
    refused(NOVA, messages(USER, ASSISTANT, RESULT) + "," + TOOLS, "exceeds the number");
    refused(
        NOVA,
        messages(USER, CALL, RESULT.replace("t1", "t2")) + "," + TOOLS,
        "for the following Ids: t1");
    refused(NOVA, messages(USER) + "," + TOOLS.replace("'a'", "'a.b'"), "regular expression");
    refused(
        NOVA, messages(USER) + "," + TOOLS.replace("'type':'object'", ""), "inputSchema.json.type");
    refused(
        "us.meta.llama3-2-1b-instruct-v1:0",
        messages(USER) + "," + TOOLS.replace("]}", "],'toolChoice':{'any':{}}}"),
        "doesn't support the toolConfig.toolChoice.any");
    refused(
        "us.meta.llama3-2-1b-instruct-v1:0",
        messages(USER, CALL, RESULT.replace("]}}]", "]}},{'text':'more'}]")) + "," + TOOLS,
        "together with other content");
  }

  @Test
  void documentsAndMediaHaveTheirRules() {
    String document =
        "{'role':'user','content':[{'text':'Read'},{'document':{'name':'%s','format':'txt','source':{'bytes':'aGk='}}}]}";
    taken(NOVA, messages(document.formatted("Report (1)")));
    refused(NOVA, messages(document.formatted("a.b")), "document file name");
    refused(NOVA, messages(document.formatted("a  b")), "document file name");
    refused(
        NOVA,
        messages(document.formatted("a").replace("{'text':'Read'},", "")),
        "must also contain a text block");
    refused(
        NOVA,
        messages("{'role':'user','content':[{'reasoningContent':{'reasoningText':{'text':'x'}}}]}"),
        "cannot contain reasoning");
  }

  @Test
  void cachePointsNeedSomethingToCache() {
    String point = "{'cachePoint':{'type':'default'%s}}";
    refused(NOVA, messages(USER) + ",'system':[" + point.formatted("") + "]", "nothing available");
    refused(
        SONNET,
        messages(USER)
            + ",'system':[{'text':'a'},"
            + point.formatted("")
            + ",{'text':'b'},"
            + point.formatted(",'ttl':'1h'")
            + "]",
        "must not come after");
    refused(
        "us.meta.llama3-2-1b-instruct-v1:0",
        messages(USER) + ",'system':[{'text':'a'}," + point.formatted("") + "]",
        "cachePoint");
  }

  @Test
  void eachClaudeHasItsSettings() {
    String thinking =
        ",'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':%d}}";
    String old = "anthropic.claude-3-5-sonnet-20241022-v2:0";
    String opus = "us.anthropic.claude-opus-4-8";
    refused(old, messages(USER) + thinking.formatted(2000), "extraneous key [thinking]");
    refused(SONNET, messages(USER) + thinking.formatted(1000), "greater than or equal to 1024");
    refused(
        SONNET,
        inference("'maxTokens':1024") + thinking.formatted(2000),
        "`max_tokens` must be greater than `thinking.budget_tokens`.");
    refused(SONNET, inference("'temperature':0.5") + thinking.formatted(2000), "set to 1");
    refused(opus, messages(USER) + thinking.formatted(2000), "thinking.type.adaptive");
    refused(opus, inference("'temperature':0.5"), "`temperature` is deprecated for this model.");
    refused(SONNET, inference("'temperature':0.5,'topP':0.5"), "cannot both be specified");
    refused(
        SONNET,
        messages(USER)
            + thinking.formatted(2000)
            + ","
            + TOOLS.replace("]}", "],'toolChoice':{'any':{}}}"),
        "Thinking may not be enabled");
    refused(
        SONNET,
        messages(USER) + ",'additionalModelRequestFields':{'anthropic_beta':['files-api-2025']}",
        "invalid beta flag");
    taken(SONNET, inference("'maxTokens':4000") + thinking.formatted(2000));
  }

  @Test
  void modelIdsAreChecked() {
    refused("amazon.nova-micro-v9:0", messages(USER), "The provided model identifier is invalid.");
    refused(
        "anthropic.claude-sonnet-4-5-20250929-v1:0",
        messages(USER),
        "with on-demand throughput isn\u2019t supported");
    refused(
        "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/x",
        messages(USER),
        "The provided ARN is invalid for the service region.");
    HttpResponse<String> unknown = client.post("/model/x/explode", "{}");
    assertTrue(unknown.body().contains("UnknownOperationException"), unknown.body());
  }

  private static String messages(String... messages) {
    return "'messages':[" + String.join(",", messages) + "]";
  }

  private static String inference(String settings) {
    return messages(USER) + ",'inferenceConfig':{" + settings + "}";
  }

  private static void taken(String model, String members) {
    HttpResponse<String> response = send(model, members);
    assertEquals(200, response.statusCode(), response.body());
  }

  private static void refused(String model, String members, String message) {
    HttpResponse<String> response = send(model, members);
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().replace("\\\"", "\"").contains(message), response.body());
  }

  private static HttpResponse<String> send(String model, String members) {
    String path = "/model/" + model.replace(":", "%3A").replace("/", "%2F") + "/converse";
    return client.post(path, ("{" + members + "}").replace('\'', '"'));
  }
}
