package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.upstream.PooledWire;
import routec.runtime.upstream.Proxies;
import routec.runtime.upstream.WireSettings;
import routec.simulator.BedrockSimulator;

/** What clusters and clouds give a program to prove itself, against stand-ins on loopback. */
final class CloudIdentityTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/gateway";
  private static final String ROLE_PROFILE =
      "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/external-7\n";
  private static final Duration LIFETIME = Duration.ofHours(1);

  @TempDir private Path folder;

  private final List<String> properties = new ArrayList<>();
  private final FakeSecrets secrets = new FakeSecrets();
  private final PooledWire wire = new PooledWire(WireSettings.defaults(), secrets);
  private final CredentialStore store = new CredentialStore(secrets, wire);
  private BedrockSimulator simulator = issuing(LIFETIME);

  private static BedrockSimulator issuing(Duration lifetime) {
    return BedrockSimulator.builder().issueCredentials(lifetime, "jwt-1").start();
  }

  /** None of this machine's own settings: empty files, no metadata service but the stand-in's. */
  @BeforeEach
  void isolate() {
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    set("aws.configFile", folder.resolve("config").toString());
    use(simulator.issuerUri());
  }

  private void use(URI issuer) {
    set("aws.endpointUrlSts", issuer.toString());
    set("aws.ec2MetadataServiceEndpoint", issuer.toString());
  }

  @AfterEach
  void restore() {
    store.close();
    wire.close();
    simulator.close();
    properties.forEach(System::clearProperty);
  }

  @Test
  void aServiceAccountsTokenIsExchangedAndReadAnewEachTime() throws Exception {
    Path token = webIdentity("jwt-1");
    AwsKeys first = keys(new Credentials.DefaultChain());
    assertTrue(first.sessionToken().startsWith("simulated-token-gateway"));
    assertTrue(first.expires().isPresent());
    simulator.identityTokens("jwt-2"); // the first token has expired
    Files.writeString(token, "jwt-2\n");
    assertTrue(source(new Credentials.DefaultChain()).refresh(signed(first)));
    assertNotEquals(first.accessKeyId(), keys(new Credentials.DefaultChain()).accessKeyId());
  }

  @Test
  void aRefusedTokenNeverFallsToTheMachinesOwnRole() throws Exception {
    webIdentity("jwt-unknown");
    GatewayFault fault =
        assertThrows(GatewayFault.class, () -> keys(new Credentials.DefaultChain()));
    String detail = fault.detail().orElseThrow();
    assertTrue(detail.contains("STS refused with 400 InvalidIdentityToken"), detail);
    assertFalse(detail.contains("jwt-unknown"), detail);
    assertEquals(0, simulator.issuedCredentials());
  }

  @Test
  void throttlingIsWaitedOutAndKeysStayInForceMeanwhile() throws Exception {
    webIdentity("jwt-1");
    KeySource source = source(new Credentials.DefaultChain());
    AwsKeys first = (AwsKeys) source.keys();
    simulator.failIssuing(1_000);
    assertFalse(source.refresh(signed(first)));
    assertEquals(first.accessKeyId(), ((AwsKeys) source.keys()).accessKeyId());
    CredentialState state = source.state();
    assertTrue(state.trouble().contains("Throttling"), state.trouble());
    assertTrue(state.failures() > 0);
    simulator.failIssuing(0);
    awaitOther(source, first);
    assertEquals("", source.state().trouble());
  }

  @Test
  void slowAnswersHoldUpNobodyWhoHasKeys() throws Exception {
    simulator.close();
    simulator = issuing(Duration.ofSeconds(8));
    use(simulator.issuerUri());
    webIdentity("jwt-1");
    KeySource source = source(new Credentials.DefaultChain());
    AwsKeys first = (AwsKeys) source.keys();
    simulator.delayIssuing(Duration.ofSeconds(2));
    long slowest = 0;
    long stop = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (source.keys().authorized(signed(first)) && System.nanoTime() < stop) {
      long before = System.nanoTime();
      source.keys();
      slowest = Math.max(slowest, System.nanoTime() - before);
      Thread.sleep(5);
    }
    assertFalse(source.keys().authorized(signed(first)), "never fetched again");
    assertTrue(slowest < Duration.ofSeconds(1).toNanos(), slowest + " ns");
  }

  @Test
  void aPodShowsTheTokenOfItsFile() throws Exception {
    Path token = Files.writeString(folder.resolve("pod-token"), "jwt-1");
    set("aws.containerCredentialsFullUri", simulator.issuerUri().resolve("/v1/credentials") + "");
    set("aws.containerAuthorizationTokenFile", token.toString());
    AwsKeys first = keys(new Credentials.DefaultChain());
    assertTrue(first.sessionToken().startsWith("simulated-token-pod"), "not the pod's");
    simulator.identityTokens("jwt-2");
    Files.writeString(token, "jwt-2");
    assertTrue(source(new Credentials.DefaultChain()).refresh(signed(first)));
  }

  @Test
  void aTaskOfEcsAsksItsAddress() {
    set("aws.containerServiceEndpoint", simulator.issuerUri().toString());
    set("aws.containerCredentialsPath", "/v2/credentials/task");
    assertTrue(
        keys(new Credentials.DefaultChain()).sessionToken().startsWith("simulated-token-task"));
  }

  @Test
  void anInstanceAsksItsMetadataInTheSecondVersion() {
    assertTrue(
        keys(new Credentials.DefaultChain()).sessionToken().startsWith("simulated-token-instance"));
  }

  @Test
  void aProfileOfThisMachineGivesItsKeys() throws Exception {
    machineKeys();
    assertEquals("AKIDEXAMPLE", keys(new Credentials.DefaultChain()).accessKeyId());
  }

  @Test
  void aProfileOfThisMachineMayAssumeARole() throws Exception {
    machineKeys();
    set("aws.profile", "app");
    Files.writeString(
        folder.resolve("config"), ROLE_PROFILE + "source_profile = default\nexternal_id = 7\n");
    assertTrue(
        keys(new Credentials.DefaultChain())
            .sessionToken()
            .startsWith("simulated-token-external-7"));
  }

  @Test
  void aRoleOfAProfileMayBeAnInstancesOrShowAToken() throws Exception {
    set("aws.profile", "app");
    String role = ROLE_PROFILE.replace("external-7", "gateway");
    Files.writeString(folder.resolve("config"), role + "credential_source = Ec2InstanceMetadata\n");
    assertTrue(
        new DefaultChain("us-east-1", wire).get() instanceof AwsKeys keys
            && keys.sessionToken().startsWith("simulated-token-gateway"));
    Path token = Files.writeString(folder.resolve("token"), "jwt-1");
    Files.writeString(folder.resolve("config"), role + "web_identity_token_file = " + token + "\n");
    assertTrue(
        new DefaultChain("us-east-1", wire).get() instanceof AwsKeys keys
            && keys.sessionToken().startsWith("simulated-token-gateway"));
  }

  @Test
  void aRoleOfAProfileThatCantBeAssumedIsToldClearly() throws Exception {
    machineKeys();
    set("aws.profile", "app");
    Map<String, String> told =
        Map.of(
            "",
            "the profile `app` has role_arn without source_profile",
            "source_profile = app\n",
            "the profile `app` has no aws_access_key_id",
            "source_profile = none\n",
            "names the profile `none`, which there is not",
            "source_profile = default\nmfa_serial = x\n",
            "wants a code (mfa_serial)",
            "source_profile = b\n[profile b]\nrole_arn = " + ROLE + "\nsource_profile = app\n",
            "is one of too many that name each other",
            "source_profile = default\n",
            "STS refused with 403 AccessDenied");
    for (Map.Entry<String, String> each : told.entrySet()) {
      Files.writeString(folder.resolve("config"), ROLE_PROFILE + each.getKey());
      IllegalStateException problem =
          assertThrows(
              IllegalStateException.class, () -> new DefaultChain("us-east-1", wire).get());
      assertTrue(String.valueOf(problem.getMessage()).contains(each.getValue()), problem::toString);
    }
  }

  private void machineKeys() throws IOException {
    Files.writeString(
        folder.resolve("credentials"),
        CredentialStoreTest.file(
            BedrockSimulator.EXAMPLE.accessKeyId(), BedrockSimulator.EXAMPLE.secretAccessKey()));
  }

  @Test
  void aProfileThatNeedsAPersonIsToldClearly() throws Exception {
    Files.writeString(
        folder.resolve("config"), "[default]\nlogin_session = arn:aws:iam::123456789012:user/x\n");
    String detail =
        assertThrows(GatewayFault.class, () -> keys(new Credentials.DefaultChain()))
            .detail()
            .orElseThrow();
    assertTrue(detail.contains("needs somebody to sign in"), detail);
    assertEquals(0, simulator.requests());
  }

  @Test
  void aBedrockApiKeyOfTheEnvironmentAsksNobody() {
    set("aws.bearerTokenBedrock", "bedrock-api-key-test");
    ProviderKeys keys = source(new Credentials.DefaultChain()).keys();
    assertTrue(keys instanceof BearerKey);
    assertEquals(0, simulator.requests());
  }

  @Test
  void aRoleOfACredentialsFileIsAssumedOnceAndAgainWhenTheFileChanges() {
    Credentials.File app = new Credentials.File("default/aws", "credentials", "app");
    secrets.put(roleFile("external-7", "7"));
    AwsKeys first = keys(app);
    for (int i = 0; i < 20; i++) {
      assertEquals(first.accessKeyId(), keys(app).accessKeyId());
    }
    assertEquals(1, simulator.issuedCredentials());
    assertTrue(first.sessionToken().startsWith("simulated-token-external-7"));
    secrets.put(roleFile("external-8", "8"));
    keys(app);
    awaitOther(source(app), first);
    assertTrue(keys(app).sessionToken().startsWith("simulated-token-external-8"));
  }

  @Test
  void aWrongExternalIdIsToldWithoutValues() {
    secrets.put(roleFile("external-7", "wrong-id"));
    Credentials.File app = new Credentials.File("default/aws", "credentials", "app");
    String detail = assertThrows(GatewayFault.class, () -> keys(app)).detail().orElseThrow();
    assertTrue(detail.contains("STS refused with 403 AccessDenied"), detail);
    assertFalse(detail.contains("wrong-id"), detail);
  }

  @Test
  void aClientOfAnOidcProviderIsGivenARole() {
    secrets.files.put("default/oidc/client-secret", Slice.utf8("simulated-client-secret"));
    AwsKeys keys = keys(exchange("default/oidc/client-secret"));
    assertTrue(keys.sessionToken().startsWith("simulated-token-gateway"));
    assertEquals("openid bedrock", simulator.lastTokenRequest().get("scope"));
    assertEquals("sts.amazonaws.com", simulator.lastTokenRequest().get("audience"));
  }

  @Test
  void aWrongClientSecretIsToldWithoutIt() {
    secrets.files.put("default/oidc/client-secret", Slice.utf8("not-the-secret"));
    String detail =
        assertThrows(GatewayFault.class, () -> keys(exchange("default/oidc/client-secret")))
            .detail()
            .orElseThrow();
    assertTrue(detail.contains("the token endpoint answered with 401 invalid_client"), detail);
    assertFalse(detail.contains("not-the-secret"), detail);
  }

  /** What gives temporary keys, each against its stand-in. */
  enum Kind {
    WEB_IDENTITY,
    POD_IDENTITY,
    TASK,
    INSTANCE,
    ROLE_OF_A_FILE,
    OIDC
  }

  private Credentials configure(Kind kind) throws IOException {
    return switch (kind) {
      case WEB_IDENTITY -> {
        webIdentity("jwt-1");
        yield new Credentials.DefaultChain();
      }
      case POD_IDENTITY -> {
        Path token = Files.writeString(folder.resolve("pod-token"), "jwt-1");
        set(
            "aws.containerCredentialsFullUri",
            simulator.issuerUri().resolve("/v1/credentials").toString());
        set("aws.containerAuthorizationTokenFile", token.toString());
        yield new Credentials.DefaultChain();
      }
      case TASK -> {
        set("aws.containerServiceEndpoint", simulator.issuerUri().toString());
        set("aws.containerCredentialsPath", "/v2/credentials/task");
        yield new Credentials.DefaultChain();
      }
      case INSTANCE -> new Credentials.DefaultChain();
      case ROLE_OF_A_FILE -> {
        secrets.put(roleFile("external-7", "7"));
        yield new Credentials.File("default/aws", "credentials", "app");
      }
      case OIDC -> {
        secrets.files.put("default/oidc/client-secret", Slice.utf8("simulated-client-secret"));
        yield exchange("default/oidc/client-secret");
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void everyKindKeepsItsKeysWhileItIsThrottledAndThenSlow(Kind kind) throws Exception {
    KeySource source = source(configure(kind));
    AwsKeys first = (AwsKeys) source.keys();
    simulator.failIssuing(1_000);
    assertFalse(source.refresh(signed(first)));
    assertEquals(first.accessKeyId(), ((AwsKeys) source.keys()).accessKeyId());
    CredentialState state = source.state();
    assertFalse(state.trouble().isEmpty(), "nothing is told");
    assertTrue(state.failures() > 0 && state.expires().isPresent(), state.toString());
    simulator.failIssuing(0);
    simulator.delayIssuing(Duration.ofMillis(400));
    awaitOther(source, first);
    assertEquals("", source.state().trouble());
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsFetchedAnewBeforeItsKeysExpire(Kind kind) throws Exception {
    simulator.close();
    simulator = issuing(Duration.ofSeconds(4));
    use(simulator.issuerUri());
    KeySource source = source(configure(kind));
    AwsKeys first = (AwsKeys) source.keys();
    awaitOther(source, first); // its loop asks for keys all the while, and would fail without
    assertTrue(source.state().fetches() >= 2, source.state().toString());
    assertEquals(0, source.state().failures());
  }

  @Test
  void keysThatExpireWhileNobodyAnswersAreNotUsed() throws Exception {
    simulator.close();
    simulator = issuing(Duration.ofSeconds(2));
    use(simulator.issuerUri());
    KeySource source = source(configure(Kind.TASK));
    source.keys();
    simulator.failIssuing(1_000);
    Thread.sleep(2_100);
    GatewayFault fault = assertThrows(GatewayFault.class, source::keys);
    assertEquals(503, fault.status());
    assertTrue(fault.retryAfterSeconds().isPresent());
    simulator.failIssuing(0);
    Thread.sleep(1_100); // right after a failure nobody is asked
    assertTrue(((AwsKeys) source.keys()).expires().orElseThrow().isAfter(Instant.now()));
  }

  @Test
  void stsAndOidcProvidersAreReachedThroughTheProxyOfTheEnvironment() throws Exception {
    set("aws.endpointUrlSts", "http://sts.test");
    secrets.files.put("default/oidc/client-secret", Slice.utf8("simulated-client-secret"));
    try (ConnectProxy proxy = new ConnectProxy(simulator.issuerUri().getPort());
        PooledWire through =
            new PooledWire(
                WireSettings.defaults()
                    .withProxies(
                        Proxies.of(
                            Map.of("HTTP_PROXY", "http://me:fake-pass@127.0.0.1:" + proxy.port()))),
                secrets);
        CredentialStore proxied = new CredentialStore(secrets, through)) {
      Credentials.TokenExchange exchange =
          exchange("http://issuer.test", "default/oidc/client-secret");
      KeySource source = proxied.aws(new Authorization.SigV4("us-east-1", "bedrock", exchange));
      AwsKeys keys = (AwsKeys) source.keys();
      assertTrue(keys.sessionToken().startsWith("simulated-token-gateway"));
      String asked = String.join("", proxy.asked);
      assertTrue(asked.contains("CONNECT issuer.test:80 HTTP/1.1"), asked);
      assertTrue(asked.contains("CONNECT sts.test:80 HTTP/1.1"), asked);
      assertTrue(asked.contains("Proxy-Authorization: Basic "), asked);

      proxy.asked.clear();
      machineKeys();
      set("aws.profile", "app");
      Files.writeString(
          folder.resolve("config"), ROLE_PROFILE + "source_profile = default\nexternal_id = 7\n");
      AwsKeys role = (AwsKeys) new DefaultChain("us-east-1", through).get();
      assertTrue(role.sessionToken().startsWith("simulated-token-external-7"));
    }
  }

  private Credentials.TokenExchange exchange(String clientSecret) {
    return exchange(simulator.issuerUri() + "/", clientSecret);
  }

  private static Credentials.TokenExchange exchange(String issuer, String clientSecret) {
    return new Credentials.TokenExchange(
        ROLE,
        "ai-gateway-test",
        new Credentials.Oidc(
            issuer,
            "",
            "client",
            "",
            clientSecret,
            "openid bedrock",
            "sts.amazonaws.com",
            List.of()));
  }

  private static String roleFile(String role, String externalId) {
    return """
    [base]
    aws_access_key_id = %s
    aws_secret_access_key = %s
    [app]
    role_arn = arn:aws:iam::123456789012:role/%s
    source_profile = base
    external_id = %s
    role_session_name = orders
    duration_seconds = 900
    """
        .formatted(
            BedrockSimulator.EXAMPLE.accessKeyId(),
            BedrockSimulator.EXAMPLE.secretAccessKey(),
            role,
            externalId);
  }

  private Path webIdentity(String token) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), token);
    set("aws.webIdentityTokenFile", file.toString());
    set("aws.roleArn", ROLE);
    return file;
  }

  private static void awaitOther(KeySource source, AwsKeys former) {
    long stop = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (source.keys().authorized(signed(former)) && System.nanoTime() < stop) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertFalse(source.keys().authorized(signed(former)), "still the former keys");
  }

  private static UpstreamRequest signed(AwsKeys keys) {
    UpstreamRequest request =
        new UpstreamRequest(
            Target.tls("h", 443, "h"),
            "/model/x/converse",
            List.of(new Header("content-type", "application/json")),
            Slice.utf8("{}"));
    return new SigV4Signer().sign(request, keys, "us-east-1", "bedrock", Instant.now());
  }

  private AwsKeys keys(Credentials credentials) {
    return (AwsKeys) source(credentials).keys();
  }

  private KeySource source(Credentials credentials) {
    return store.aws(new Authorization.SigV4("us-east-1", "bedrock", credentials));
  }

  private void set(String property, String value) {
    System.setProperty(property, value);
    properties.add(property);
  }
}
