package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.InternalServerException;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCreateParams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;
import routec.simulator.Fault;

/**
 * Users' manifests with what a cluster gives a program to prove itself, and with keys of other
 * vendors, as whole programs; nothing secret is ever printed.
 */
class CloudTest {
  private static final String ASK =
      "{\"model\":\"%s\",\"max_tokens\":50%s,\"messages\":[{\"role\":\"user\","
          + "\"content\":\"a-private-question\"}]}";
  private static final String NOVA = "us.amazon.nova-micro-v1:0";
  private static final String KEY = "sk-test-only-not-a-real-key";
  private static final String THEIRS = "sk-test-only-the-callers-own";

  private static final Fault OVERLOADED =
      Fault.replay(
          529,
          Map.of("Content-Type", "application/json"),
          "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
              .getBytes(StandardCharsets.UTF_8));

  /** Short enough that keys expire while the test watches. */
  private static final Duration LIFETIME = Duration.ofSeconds(6);

  @TempDir private Path folder;

  private final BedrockSimulator simulator =
      BedrockSimulator.builder()
          .tls("api.openai.com", "api.anthropic.com")
          .issueCredentials(LIFETIME, "test-only-jwt-1")
          .credential(Credential.of("AKIDEXAMPLE", Gateway.SECRET))
          .vendorKey(KEY)
          .vendorKey(THEIRS)
          .start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aServiceAccountOfEksServesWhileItsKeysExpireAndStsThrottles() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "test-only-jwt-1");
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/gateway");
    environment.put("AWS_ENDPOINT_URL_STS", simulator.issuerUri().toString());
    try (LoneGateway gateway = start(irsa(), environment)) {
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      simulator.identityTokens("test-only-jwt-2"); // as the kubelet does long before the end
      Files.writeString(token, "test-only-jwt-2");
      simulator.failIssuing(1);
      servesFor(gateway, LIFETIME.multipliedBy(2));
      assertTrue(simulator.issuedCredentials() >= 2, "never fetched again");
      String metrics = gateway.admin("/metrics");
      assertTrue(metrics.contains("routec_credentials_usable{source=\"the AWS default"), metrics);
      assertPrintsNothingSecret(gateway, metrics + gateway.admin("/readyz"));
    }
  }

  @Test
  void aPodOfEksServesWhileItsKeysExpireAndTheAgentIsSlow() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "test-only-jwt-1");
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        simulator.issuerUri().resolve("/v1/credentials").toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    try (LoneGateway gateway = start(users("pod-identity"), environment)) {
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      simulator.delayIssuing(Duration.ofMillis(600));
      servesFor(gateway, LIFETIME.multipliedBy(2));
      assertTrue(simulator.issuedCredentials() >= 2, "never fetched again");
      assertPrintsNothingSecret(gateway, gateway.admin("/metrics") + gateway.admin("/readyz"));
    }
  }

  @Test
  void expiredKeysAreToldInReadinessAndAnsweredWith503() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "test-only-jwt-unknown");
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/gateway");
    environment.put("AWS_ENDPOINT_URL_STS", simulator.issuerUri().toString());
    try (LoneGateway gateway = start(irsa(), environment)) {
      assertReply(503, "no usable credentials", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      String ready = gateway.admin("/readyz");
      assertTrue(ready.contains("STS refused with 400 InvalidIdentityToken"), ready);
      Files.writeString(token, "test-only-jwt-1");
      Thread.sleep(1_500);
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      assertPrintsNothingSecret(gateway, ready);
    }
  }

  @Test
  void aSignInThatHasEndedNamesTheCommandThatRenewsIt() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            """
            [default]
            sso_session = dev
            sso_account_id = 123456789012
            sso_role_name = bedrock
            [sso-session dev]
            sso_region = us-east-1
            sso_start_url = https://x.example/start
            """);
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("AWS_CONFIG_FILE", config.toString());
    environment.put("AWS_ENDPOINT_URL_SSO", simulator.issuerUri().toString());
    signIn("2020-01-01T00:00:00Z");
    try (LoneGateway gateway = start(users("pod-identity"), environment)) {
      assertReply(503, "no usable credentials", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      String ready = gateway.admin("/readyz");
      assertTrue(ready.contains("ended at 2020-01-01T00:00:00Z: run `aws sso login"), ready);
      signIn("2999-01-01T00:00:00Z");
      Thread.sleep(1_500);
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      assertPrintsNothingSecret(gateway, ready);
      assertTrue(gateway.program().output().contains("run `aws sso login"));
    }
  }

  /** What {@code aws sso login} leaves, under the SHA-1 of the session's name. */
  private void signIn(String until) throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve("34c6fceca75e456f25e7e99531e2425c6c1de443.json"),
        "{\"accessToken\":\"test-only-jwt-1\",\"expiresAt\":\"" + until + "\"}");
  }

  @Test
  void openAiIsServedWithItsKey() throws Exception {
    String manifest = users("openai").replace("<OPENAI_API_KEY>", KEY);
    String callers =
        manifest.replace(
            "  type: APIKey\n",
            "  type: APIKey\n  credentialOverride:\n    fromRequestHeaders: {}\n");
    try (LoneGateway gateway = start(callers, Map.of())) {
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask("gpt-5-mini", "")));
      assertReply(
          200,
          "data: [DONE]",
          gateway.post(LoneGateway.CHAT, ask("gpt-5-mini", ",\"stream\":true")));
      String[] own = {"x-aigw-api-key", THEIRS, "authorization", "Bearer for-the-gateway-only"};
      assertReply(
          200, "a-private-question", gateway.post(LoneGateway.CHAT, ask("gpt-5-mini", ""), own));
      assertEquals("Bearer " + THEIRS, simulator.last().header("authorization"));
      HttpResponse<String> refused =
          gateway.post(
              LoneGateway.CHAT, ask("gpt-5-mini", ""), "x-aigw-api-key", "sk-test-only-unknown");
      assertReply(401, "refused the gateway's credentials", refused);
      String metrics = gateway.admin("/metrics");
      assertTrue(metrics.contains("gen_ai_token_type=\"input\"} 21"), metrics);
      assertPrintsNothingSecret(gateway, metrics + gateway.admin("/readyz"));
    }
  }

  @Test
  void anthropicIsServedWithItsKey() throws Exception {
    String manifest = users("anthropic").replace("<ANTHROPIC_API_KEY>", KEY);
    try (LoneGateway gateway = start(manifest, Map.of())) {
      String model = "claude-sonnet-4-5";
      HttpResponse<String> reply =
          gateway.post(LoneGateway.MESSAGES, ask(model, ""), "x-api-key", "for-the-gateway-only");
      assertReply(200, "a-private-question", reply);
      assertReply(
          200,
          "event: message_stop",
          gateway.post(LoneGateway.MESSAGES, ask(model, ",\"stream\":true")));
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(model, "")));
      assertReply(
          200, "data: [DONE]", gateway.post(LoneGateway.CHAT, ask(model, ",\"stream\":true")));
      String count = LoneGateway.MESSAGES + "/count_tokens";
      assertReply(200, "{\"input_tokens\":7}", gateway.post(count, ask(model, "")));
      assertPrintsNothingSecret(gateway, gateway.admin("/metrics") + gateway.admin("/readyz"));
    }
  }

  @Test
  void anOverloadOfAnthropicIsAnsweredByBedrock() throws Exception {
    Path gateways = Repository.root().resolve("compiler/src/test/resources/gateways");
    String manifest = Files.readString(gateways.resolve("vendors/input/vendors.yaml"));
    try (LoneGateway gateway = start(manifest, Map.of())) {
      for (String more : List.of("", ",\"stream\":true")) {
        simulator.failNext(1, OVERLOADED);
        assertReply(
            200,
            "a-private-question",
            gateway.post(LoneGateway.MESSAGES, ask("claude-sonnet-4-5", more)));
        assertTrue(simulator.last().path().startsWith("/model/us.anthropic.claude-sonnet-4-5"));
      }
      assertReply(
          200, "a-private-question", gateway.post(LoneGateway.CHAT, ask("claude-sonnet-4-5", "")));
      assertEquals("/v1/messages", simulator.last().path());
      assertPrintsNothingSecret(gateway, gateway.admin("/metrics") + gateway.admin("/readyz"));
    }
  }

  @Test
  void anOverloadOfAnthropicIsOneForItsSdkToo() throws Exception {
    String manifest = users("anthropic").replace("<ANTHROPIC_API_KEY>", KEY);
    try (LoneGateway gateway = start(manifest, Map.of())) {
      MessageCreateParams ask = AnthropicSdk.asking("claude-sonnet-4-5", "Hello").build();
      simulator.failNext(1, OVERLOADED);
      InternalServerException overload =
          assertThrows(InternalServerException.class, () -> sdk(gateway, 0).messages().create(ask));
      assertEquals(529, overload.statusCode());
      assertEquals(Optional.of(ErrorType.OVERLOADED_ERROR), overload.type());
      simulator.failNext(1, OVERLOADED);
      assertTrue(sdk(gateway, 2).messages().create(ask).toString().contains("Hello"));
      assertPrintsNothingSecret(gateway, "");
    }
  }

  private static AnthropicClient sdk(LoneGateway gateway, int retries) {
    return AnthropicOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + gateway.port() + "/anthropic")
        .apiKey("for-the-gateway-only")
        .maxRetries(retries)
        .build();
  }

  /** No call fails or waits for new keys. */
  private static void servesFor(LoneGateway gateway, Duration time) throws Exception {
    long stop = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < stop) {
      assertReply(200, "a-private-question", gateway.post(LoneGateway.CHAT, ask(NOVA, "")));
      Thread.sleep(100);
    }
  }

  private static void assertPrintsNothingSecret(LoneGateway gateway, String more) throws Exception {
    assertEquals(0, gateway.program().stop(), gateway.program()::output);
    String all = gateway.program().output() + more;
    assertTrue(all.contains("gateway") || all.contains("ready"), all);
    for (String secret :
        List.of(
            "test-only-jwt",
            "simulated-token",
            "simulated-secret",
            KEY,
            THEIRS,
            "for-the-gateway-only",
            "sk-test-only",
            "a-private-question")) {
      assertFalse(all.contains(secret), () -> secret + " was printed:\n" + all);
    }
  }

  private LoneGateway start(String manifest, Map<String, String> environment) throws Exception {
    Path pem = simulator.writeTrustPem(folder.resolve("trust.pem"));
    String there = ":443=127.0.0.1:" + simulator.port();
    String places =
        Stream.of("bedrock-runtime.us-east-1.amazonaws.com", "api.openai.com", "api.anthropic.com")
            .map(host -> host + there)
            .collect(Collectors.joining(","));
    return new LoneGateway(
        folder, manifest, environment, "upstream.resolve=" + places, "upstream.trust=" + pem);
  }

  /** The download has a field that Envoy Gateway does not, which RC0201 says: here it is mended. */
  private static String irsa() throws IOException {
    return users("irsa")
        .replaceFirst(
            "(?s)envoyDeployment:\\s+pod:.*?serviceAccountName: ([\\w-]+)",
            "envoyServiceAccount:\n        name: $1");
  }

  /** A manifest in the shape that users download; the compiler's cases judge the same file. */
  private static String users(String name) throws IOException {
    Path cases = Repository.root().resolve("compiler/src/test/resources/cases");
    return Files.readString(cases.resolve("users-" + name).resolve("input/gateway.yaml"));
  }

  private static String ask(String model, String more) {
    return ASK.formatted(model, more);
  }

  private static void assertReply(int status, String part, HttpResponse<String> reply) {
    assertEquals(status, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains(part), () -> part + " is missing in: " + reply.body());
  }
}
