package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.secrets.ApiServer;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Target;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;
import routec.simulator.Fault;
import routec.simulator.SeenRequest;
import routec.simulator.SimulatorBuilder;

/** What authorizes calls, through a whole gateway, to a Bedrock that verifies it. */
@Timeout(60)
final class CredentialsTest {
  private static final String HOST = "bedrock-runtime.us-east-1.amazonaws.com";
  private static final Authorization.SigV4 OF_FILE =
      signed(new Credentials.File("default/aws", "credentials", "default"));
  private static final String GOOD =
      "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
          .formatted(
              BedrockSimulator.EXAMPLE.accessKeyId(), BedrockSimulator.EXAMPLE.secretAccessKey());

  @TempDir private Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> properties = new ArrayList<>();

  private static Authorization.SigV4 signed(Credentials credentials) {
    return new Authorization.SigV4("us-east-1", "bedrock", credentials);
  }

  /** None of this machine's own settings. */
  @BeforeEach
  void isolate() {
    set("aws.sharedCredentialsFile", folder.resolve("none").toString());
    set("aws.configFile", folder.resolve("none").toString());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    properties.forEach(System::clearProperty);
  }

  private void set(String property, String value) {
    System.setProperty(property, value);
    properties.add(property);
  }

  private BedrockSimulator bedrock(SimulatorBuilder builder) {
    BedrockSimulator simulator = builder.start();
    opened.add(simulator);
    return simulator;
  }

  private GatewayServer gateway(
      BedrockSimulator simulator, Authorization how, String... keysAndValues) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    settings.put("server.port", "0");
    settings.put("admin.port", "0");
    settings.put("secrets.folder", folder.resolve("secrets").toString());
    settings.put("log.file", folder.resolve("access.log").toString());
    settings.put("timeouts.notice", "0");
    settings.put("timeouts.drain", "1");
    settings.put("upstream.resolve", HOST + ":80=127.0.0.1:" + simulator.port());
    GatewayServer server =
        GatewayServer.start(Settings.of(settings), new BedrockRoute(Target.plain(HOST, 80), how));
    opened.add(server);
    return server;
  }

  private void secret(String text) throws IOException {
    Path file = folder.resolve("secrets/default/aws/credentials");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void assertReply(int status, String part, RawClient.Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertTrue(reply.body().contains(part), reply.body());
  }

  private static SeenRequest only(BedrockSimulator simulator) {
    assertEquals(1, simulator.requests());
    return simulator.last();
  }

  /** A52: nothing else is asked, above all no instance metadata. */
  @Test
  void aBedrockApiKeyIsSentUnsignedAndNobodyElseIsAsked() throws Exception {
    BedrockSimulator simulator =
        bedrock(
            BedrockSimulator.builder()
                .apiKey("fake-bedrock-api-key")
                .issueCredentials(Duration.ofHours(1), "fake-jwt"));
    set("aws.ec2MetadataServiceEndpoint", simulator.issuerUri().toString());
    secret("[default]\naws_bearer_token_bedrock = fake-bedrock-api-key\n");
    assertReply(200, "hello", BedrockRoute.ask(gateway(simulator, OF_FILE), "say hello"));
    SeenRequest seen = only(simulator);
    assertEquals("Bearer fake-bedrock-api-key", seen.header("authorization"));
    assertTrue(
        seen.headers().keySet().stream().noneMatch(name -> name.startsWith("x-amz-")),
        seen.headers().keySet().toString());
    assertEquals(0, simulator.issuedCredentials());
  }

  @Test
  void anApiKeyOfTheEnvironmentAsksNobodyEither() throws Exception {
    BedrockSimulator simulator =
        bedrock(
            BedrockSimulator.builder()
                .apiKey("fake-bedrock-api-key")
                .issueCredentials(Duration.ofHours(1), "fake-jwt"));
    set("aws.ec2MetadataServiceEndpoint", simulator.issuerUri().toString());
    set("aws.bearerTokenBedrock", "fake-bedrock-api-key");
    GatewayServer gateway = gateway(simulator, signed(new Credentials.DefaultChain()));
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals("Bearer fake-bedrock-api-key", only(simulator).header("authorization"));
  }

  @Test
  void callersKeysSignAndGoNoFurther() throws Exception {
    BedrockSimulator simulator = bedrock(BedrockSimulator.builder());
    GatewayServer gateway =
        gateway(simulator, new Authorization.FromCaller("x-aigw-aws-", true, OF_FILE));
    String id = "x-aigw-aws-access-key-id: " + BedrockSimulator.EXAMPLE.accessKeyId();
    String secret = "X-Aigw-Aws-Secret-Access-Key: " + BedrockSimulator.EXAMPLE.secretAccessKey();
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello", id, secret));
    SeenRequest seen = only(simulator);
    assertEquals(Optional.of(BedrockSimulator.EXAMPLE.accessKeyId()), seen.accessKeyId());
    String all = seen.headers() + seen.bodyText();
    assertFalse(all.contains(BedrockSimulator.EXAMPLE.secretAccessKey()), all);
    assertFalse(all.contains("x-aigw"), all);
    assertReply(
        401, "needs the caller's own provider credentials", BedrockRoute.ask(gateway, "hello"));
    assertReply(401, "Only a part", BedrockRoute.ask(gateway, "hello", id));
    assertReply(401, "Only a part", BedrockRoute.ask(gateway, "hello", secret));
    assertReply(
        401,
        "Only a part",
        BedrockRoute.ask(gateway, "hello", "x-aigw-aws-session-token: fake-token"));
    assertEquals(1, simulator.requests()); // nothing half-signed went on
    assertReply(
        403,
        "credentials",
        BedrockRoute.ask(gateway, "hello", id, "x-aigw-aws-secret-access-key: fake-wrong"));
  }

  @Test
  void ourOwnKeysServeWhereACallerMayBringNone() throws Exception {
    BedrockSimulator simulator = bedrock(BedrockSimulator.builder());
    secret(GOOD);
    GatewayServer gateway =
        gateway(simulator, new Authorization.FromCaller("x-aigw-aws-", false, OF_FILE));
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertReply(
        401, "Only a part", BedrockRoute.ask(gateway, "x", "x-aigw-aws-access-key-id: FAKE"));
  }

  @Test
  void theClockOfAwsIsBelievedAfterOneRefusal() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    BedrockSimulator simulator = bedrock(BedrockSimulator.builder().clock(ahead));
    secret(GOOD);
    GatewayServer gateway = gateway(simulator, OF_FILE);
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals(2, simulator.requests());
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals(3, simulator.requests());
  }

  @Test
  void aClockThatAwsFindsWrongThoughItIsNotIsTriedOnce() throws Exception {
    BedrockSimulator simulator = bedrock(BedrockSimulator.builder());
    secret(GOOD);
    GatewayServer gateway = gateway(simulator, OF_FILE);
    simulator.fault(refusal("RequestTimeTooSkewed"));
    RawClient.Reply reply = BedrockRoute.ask(gateway, "say hello");
    assertEquals(403, reply.status(), reply.body());
    assertEquals(1, simulator.requests()); // its Date is ours: sending again would not help
  }

  @Test
  void anExpiredTokenIsFetchedAnewAndTheCallSentOnceMore() throws Exception {
    BedrockSimulator simulator =
        bedrock(BedrockSimulator.builder().issueCredentials(Duration.ofHours(1), "fake-jwt"));
    set("aws.endpointUrlSts", simulator.issuerUri().toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/gateway");
    Path token = Files.writeString(folder.resolve("token"), "fake-jwt");
    set("aws.webIdentityTokenFile", token.toString());
    GatewayServer gateway = gateway(simulator, signed(new Credentials.DefaultChain()));
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals(1, simulator.issuedCredentials());
    simulator.forget();
    simulator.nextReplies(refusal("ExpiredTokenException"));
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals(2, simulator.issuedCredentials());
    List<String> signers = signers(simulator);
    assertEquals(2, signers.size());
    assertNotEquals(signers.get(0), signers.get(1));

    simulator.forget();
    simulator.fault(refusal("ExpiredTokenException")); // whatever it is shown
    RawClient.Reply reply = BedrockRoute.ask(gateway, "say hello");
    assertEquals(403, reply.status(), reply.body());
    assertEquals(2, signers(simulator).size());
    assertEquals(3, simulator.issuedCredentials());
  }

  @Test
  void aSecretOfTheClusterServesAndItsChangeCountsAtOnce() throws Exception {
    ApiServer api = new ApiServer();
    opened.add(api);
    set("kubernetes.master", api.url());
    set("kubernetes.auth.tryKubeConfig", "false");
    set("kubernetes.auth.tryServiceAccount", "false");
    api.put("secrets", "default", "aws", "credentials", GOOD);
    BedrockSimulator simulator = bedrock(BedrockSimulator.builder());
    GatewayServer gateway = gateway(simulator, OF_FILE, "runtime.secrets", "kubernetes");
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    simulator.credentials(Credential.of("AKIDNEXT", "fake-next-secret"));
    api.put(
        "secrets",
        "default",
        "aws",
        "credentials",
        GOOD.replace(BedrockSimulator.EXAMPLE.accessKeyId(), "AKIDNEXT")
            .replace(BedrockSimulator.EXAMPLE.secretAccessKey(), "fake-next-secret"));
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello"));
    assertEquals(Optional.of("AKIDNEXT"), simulator.last().accessKeyId());
    assertTrue(admin(gateway, "/readyz").contains("\"credentials\":\"ok\""));
    api.delete("secrets", "default", "aws");
    String gone = "routec_credentials_usable{source=\"the Secret default/aws in the cluster\"} 0";
    for (int i = 0; i < 500 && !admin(gateway, "/metrics").contains(gone); i++) {
      Thread.sleep(20);
    }
    assertTrue(admin(gateway, "/metrics").contains(gone), admin(gateway, "/metrics"));
    String ready = admin(gateway, "/readyz");
    assertTrue(ready.contains("the Secret default/aws in the cluster: it is not there"), ready);
    assertReply(200, "hello", BedrockRoute.ask(gateway, "say hello")); // while they are valid
  }

  private static String admin(GatewayServer gateway, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.adminPort() + path);
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The keys that calls to Bedrock were signed with. */
  private static List<String> signers(BedrockSimulator simulator) {
    return simulator.recorded().stream()
        .filter(seen -> seen.path().startsWith("/model/"))
        .map(seen -> seen.accessKeyId().orElse(""))
        .toList();
  }

  private static Fault refusal(String type) {
    byte[] body =
        "{\"message\":\"The security token included in the request is not valid now\"}"
            .getBytes(StandardCharsets.UTF_8);
    return Fault.replay(
        403, Map.of("x-amzn-ErrorType", type, "Content-Type", "application/json"), body);
  }
}
