package routec.compiler.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.compile.Cases;

final class RouteTestsTest {
  private static final String GOOD =
      """
      manifests: [aws.yaml]
      tests:
      - name: nova stays
        call: POST /v1/chat/completions
        model: us.amazon.nova-micro-v1:0
        headers: {X-Team: research}
        body: {messages: [{role: user, content: Hi}], seed: 1}
        expect:
          backend: aws
          backends: [default/aws]
          region: us-east-1
          host: bedrock-runtime.us-east-1.amazonaws.com
          path: /model/us.amazon.nova-micro-v1%3A0/converse
          dropped: [seed]
      - model: gpt-4
        expect: {status: 404, contains: No route for the model}
      - call: GET /v1/models
        expect: {status: 200, contains: nova}
      """;

  private static CompiledRoutes routes;

  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws IOException {
    routes = CompiledRoutes.of(Cases.generated("guide"));
  }

  @Test
  void expectationsThatHoldPass() throws IOException {
    List<Verdict> verdicts = run(GOOD);
    assertEquals(
        "ok    nova stays\nok    2: POST /v1/chat/completions gpt-4\nok    3: GET /v1/models\n"
            + "3 tests, all passed.\n",
        VerdictReport.text(verdicts));
  }

  @Test
  void whatDoesNotHoldIsSaidWithItsPlace() throws IOException {
    String text =
        VerdictReport.text(
            run(
                """
                tests:
                - name: west
                  model: us.amazon.nova-micro-v1:0
                  expect:
                    status: 404
                    backend: other
                    region: us-west-2
                    dropped: seed
                - model: gpt-4
                  expect: {region: us-east-1}
                - model: us.amazon.nova-micro-v1:0
                  expect: {status: 200}
                """));
    assertTrue(
        text.contains("routes.test.yaml:5:13: expected status 404, but the call is sent"), text);
    assertTrue(
        text.contains("routes.test.yaml:6:14: expected backend other, but it goes to"), text);
    assertTrue(text.contains("routes.test.yaml:7:13: expected region us-west-2, but it is"), text);
    assertTrue(text.contains(":8:14: expected seed to be dropped, but it is nothing"), text);
    assertTrue(
        text.contains(":10:20: expected region us-east-1, but the gateway answers 404"), text);
    assertTrue(text.contains(":12:20: the status depends on the provider"), text);
    assertTrue(text.endsWith("3 tests, 3 failed.\n"), text);
  }

  @Test
  void aFileThatCannotBeUnderstoodIsRefusedWithThePlace() throws IOException {
    assertRefused("tests:\n- modl: x\n", ":2:3: unknown key `modl`; did you mean `model`?");
    assertRefused("tests:\n- model: x\n", ":2:3: the test lacks `expect:`");
    assertRefused("tests:\n- expect: {status: hot}\n", ":2:20: `status` must be an HTTP status");
    assertRefused(
        "tests:\n- call: PUT /x\n  expect: {status: 404}\n", ":2:9: nothing can be called");
    assertRefused("tests:\n- reply: no.json\n  expect: {status: 404}\n", ":2:10: there is no file");
    assertRefused("tests: []\n", ":1:1: there is no test");
    assertRefused("", ":1:1:");
    assertRefused("tests: [\n", "routes.test.yaml:");
  }

  @Test
  void aReplyGivesTheStatus() throws IOException {
    Files.writeString(
        folder.resolve("busy.json"), "{\"status\":429,\"response\":{\"message\":\"slow\"}}");
    assertEquals(
        "ok    busy\n1 test, all passed.\n",
        VerdictReport.text(
            run(
                """
                tests:
                - name: busy
                  model: us.amazon.nova-micro-v1:0
                  reply: busy.json
                  expect: {status: 429, contains: slow}
                """)));
  }

  @Test
  void junitHasOneCaseATest() throws IOException {
    String xml = VerdictReport.junit(run(GOOD.replace("us-east-1\n", "eu-west-1\n")));
    assertTrue(xml.contains("tests=\"3\" failures=\"1\""), xml);
    assertTrue(xml.contains("name=\"nova stays\""), xml);
    assertTrue(xml.contains("<failure type=\"expectation\" message=\"expected region"), xml);
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("routes.test.yaml"), text);
    RehearsalRefused refused = assertThrows(RehearsalRefused.class, () -> RouteTests.read(file));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  private List<Verdict> run(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("routes.test.yaml"), text);
    return Verdict.of(RouteTests.read(file), routes, Cases.gateway("guide").plan());
  }
}
