package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;

/** Whole gateways that reach Bedrock, STS and an OIDC provider through an HTTP proxy only. */
@Timeout(400)
class ProxyTest {
  private static final String PASSWORD = "fake-proxy-password";
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString(("gateway:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
  private static final String EAST = "bedrock-runtime.us-east-1.amazonaws.com:443";

  private static final String BY_ROLE = Manifests.BY_FILE + "      profile: app\n";
  private static final String BY_OIDC =
      """
          oidcExchangeToken:
            awsRoleArn: arn:aws:iam::123456789012:role/signed-in
            oidc:
              provider:
                issuer: https://login.example.com
                tokenEndpoint: https://login.example.com/oauth2/token
              clientID: client
              clientSecret:
                name: login
      """;
  private static final String LOGIN =
      """
      ---
      apiVersion: v1
      kind: Secret
      metadata:
        name: login
      stringData:
        client-secret: simulated-client-secret
      """;

  @TempDir private Path folder;

  private final BedrockSimulator simulator =
      BedrockSimulator.builder()
          .tls("login.example.com")
          .region("us-east-1")
          .region("us-west-2")
          .credential(Credential.of("AKIDEXAMPLE", "test-only-not-a-real-secret"))
          .issueCredentials(Duration.ofHours(1))
          .start();

  private final Map<String, String> environment = new HashMap<>();

  /** The only names that the gateway can look up: all others are the proxy's to find. */
  @BeforeEach
  void knowOneName() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(
        hosts, "127.0.0.1 localhost\n127.0.0.1 bedrock-runtime.us-west-2.amazonaws.com\n");
    environment.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private void proxies(String https, String direct) {
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
      environment.put(name, https);
    }
    environment.put("NO_PROXY", direct);
    environment.put("no_proxy", direct);
  }

  @Test
  void theProxyOfTheEnvironmentLeadsEverywhereAndKnowsNothing() throws Exception {
    String manifest =
        Manifests.gateway("")
            + Manifests.route("proxied", "east")
            + Manifests.route("backed-up", "first", "west")
            + Manifests.route("direct", "west")
            + Manifests.route("misled", "misled")
            + Manifests.route("by-role", "role")
            + Manifests.route("by-oidc", "oidc")
            + Manifests.bedrock("east", "us-east-1", 443, Manifests.BY_FILE)
            + Manifests.bedrock("first", "us-east-1", 443, Manifests.BY_FILE)
            + Manifests.bedrock("west", "us-west-2", simulator.port(), Manifests.BY_FILE)
            + Manifests.bedrock("misled", "us-east-2", 443, Manifests.BY_FILE)
            + Manifests.bedrock("role", "us-east-1", 443, BY_ROLE)
            + Manifests.bedrock("oidc", "us-east-1", 443, BY_OIDC)
            + Manifests.KEYS
            + LOGIN;
    try (ConnectProxy proxy = new ConnectProxy(simulator.port(), "Basic " + BASIC)) {
      proxies(
          "http://gateway:" + PASSWORD + "@127.0.0.1:" + proxy.port(),
          "bedrock-runtime.us-west-2.amazonaws.com");
      try (LoneGateway gateway = start(manifest)) {
        assertReply(200, "Hello", ask(gateway, LoneGateway.CHAT, "proxied", false));
        assertReply(200, "data: [DONE]", ask(gateway, LoneGateway.CHAT, "proxied", true));
        assertReply(200, "Hello", ask(gateway, LoneGateway.MESSAGES, "by-role", false));
        assertReply(200, "message_stop", ask(gateway, LoneGateway.MESSAGES, "by-oidc", true));
        assertEquals(2, simulator.issuedCredentials());
        assertTrue(proxy.places().contains(EAST), proxy.places()::toString);
        assertTrue(proxy.places().contains("sts.us-east-1.amazonaws.com:443"));
        assertTrue(proxy.places().contains("login.example.com:443"));

        assertReply(200, "Hello", ask(gateway, LoneGateway.CHAT, "direct", false));
        assertTrue(
            proxy.places().stream().noneMatch(place -> place.contains("us-west-2")),
            proxy.places()::toString);

        // The certificate there is good for 127.0.0.1, where the proxy is, but not for this name.
        assertReply(503, "can't be reached", ask(gateway, LoneGateway.CHAT, "misled", false));
        awaitOutput(gateway, "DNS name matching bedrock-runtime.us-east-2");

        fails(gateway, proxy);
        proxy.answer(ConnectProxy.Manner.PASS);
        assertReply(200, "Hello", ask(gateway, LoneGateway.CHAT, "proxied", false));
        assertTellsNothingSecret(gateway);
      }
    }
  }

  /** Each failure of the proxy is a 503 in the dialect where there is no other way. */
  private void fails(LoneGateway gateway, ConnectProxy proxy) throws Exception {
    String refused = "answers CONNECT " + EAST + " with ";
    Map<ConnectProxy.Manner, String> told =
        Map.of(
            ConnectProxy.Manner.WANT_CREDENTIALS,
            refused + "407: it wants other credentials",
            ConnectProxy.Manner.FORBID,
            refused + "403: it does not let the gateway there",
            ConnectProxy.Manner.FAIL,
            refused + "502: it can't reach it",
            ConnectProxy.Manner.BREAK_OFF,
            "the proxy's reply has no end",
            ConnectProxy.Manner.STALL,
            "SocketTimeoutException");
    boolean chat = false;
    for (Map.Entry<ConnectProxy.Manner, String> each : told.entrySet()) {
      proxy.answer(each.getKey());
      chat = !chat;
      HttpResponse<String> reply =
          ask(gateway, chat ? LoneGateway.CHAT : LoneGateway.MESSAGES, "proxied", chat);
      assertReply(503, chat ? "\"server_error\"" : "\"overloaded_error\"", reply);
      assertFalse(reply.body().contains("CONNECT"), reply.body());
      assertReply(200, "Hello", ask(gateway, LoneGateway.CHAT, "backed-up", !chat));
      assertEquals(
          "bedrock-runtime.us-west-2.amazonaws.com:" + simulator.port(),
          simulator.last().header("host"));
      awaitOutput(gateway, each.getValue());
    }
  }

  @Test
  void theProxyOfAGatewayConfigIsAskedWhateverTheEnvironmentSays() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(simulator.port(), "")) {
      proxies("http://gateway:" + PASSWORD + "@127.0.0.1:1", "*");
      String config =
          """
          ---
          apiVersion: aigateway.envoyproxy.io/v1beta1
          kind: GatewayConfig
          metadata:
            name: outward
          spec:
            forwardProxy:
              address: 127.0.0.1:%d
          """
              .formatted(proxy.port());
      String manifest =
          config
              + Manifests.gateway("outward")
              + Manifests.route("proxied", "east")
              + Manifests.bedrock("east", "us-east-1", 443, Manifests.BY_FILE)
              + Manifests.KEYS;
      try (LoneGateway gateway = start(manifest)) {
        assertReply(200, "Hello", ask(gateway, LoneGateway.CHAT, "proxied", false));
        assertReply(200, "data: [DONE]", ask(gateway, LoneGateway.CHAT, "proxied", true));
        assertEquals(List.of(EAST), proxy.places());
        assertFalse(proxy.asked.getFirst().contains("Authorization"), proxy.asked.getFirst());
        proxy.answer(ConnectProxy.Manner.FORBID);
        assertReply(503, "overloaded_error", ask(gateway, LoneGateway.MESSAGES, "proxied", false));
        assertTellsNothingSecret(gateway);
      }
    }
  }

  private LoneGateway start(String manifest) throws Exception {
    Path trust = simulator.writeTrustPem(folder.resolve("trust.pem"));
    return new LoneGateway(
        folder, manifest, environment, "upstream.trust=" + trust, "upstream.connect=15");
  }

  private static HttpResponse<String> ask(
      LoneGateway gateway, String path, String model, boolean stream) throws Exception {
    return gateway.post(path, TwoRegions.ask(model, "Hello", stream));
  }

  private static void assertReply(int status, String part, HttpResponse<String> reply) {
    assertEquals(status, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains(part), () -> part + " is missing in: " + reply.body());
  }

  private static void awaitOutput(LoneGateway gateway, String part) throws Exception {
    long stop = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!gateway.program().output().contains(part) && System.nanoTime() < stop) {
      Thread.sleep(20);
    }
    assertTrue(
        gateway.program().output().contains(part),
        () -> part + " is missing in:\n" + gateway.program().output());
  }

  /** Neither to the provider nor to who reads what the gateway prints. */
  private void assertTellsNothingSecret(LoneGateway gateway) throws Exception {
    String told = gateway.admin("/metrics") + gateway.admin("/readyz");
    simulator
        .recorded()
        .forEach(request -> assertFalse(request.headers().containsKey("proxy-authorization")));
    assertEquals(0, gateway.program().stop(), gateway.program()::output);
    String all = told + gateway.program().output();
    assertFalse(all.contains(PASSWORD) || all.contains(BASIC), all);
  }
}
