package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.upstream.PooledWire;
import routec.runtime.upstream.WireSettings;
import routec.simulator.BedrockSimulator;
import software.amazon.awssdk.profiles.ProfileFile;

/** Keys of IAM Identity Center by the token that a sign-in left, against a stand-in. */
final class SsoKeysTest {
  private static final String TOKEN = "fake-sso-token";

  /** SHA-1 of {@code dev} and of {@code https://x.example/start}: the names of AWS's tools. */
  private static final String BY_SESSION = "34c6fceca75e456f25e7e99531e2425c6c1de443";

  private static final String BY_URL = "80c7f57c51e0449101de09ef74138a588ea0d4a6";

  private static final String SESSION =
      """
      [profile app]
      sso_session = dev
      sso_account_id = 123456789012
      sso_role_name = bedrock
      [sso-session dev]
      sso_region = us-east-1
      sso_start_url = https://x.example/start
      """;

  @TempDir private Path home;

  private final BedrockSimulator simulator =
      BedrockSimulator.builder().issueCredentials(Duration.ofHours(1), TOKEN).start();
  private final PooledWire wire = new PooledWire(WireSettings.defaults(), new FakeSecrets());

  @BeforeEach
  void useTheStandIn() {
    System.setProperty("aws.endpointUrlSso", simulator.issuerUri().toString());
  }

  @AfterEach
  void close() {
    System.clearProperty("aws.endpointUrlSso");
    wire.close();
    simulator.close();
  }

  @Test
  void aTokenOfASessionGivesKeysOfTheRole() throws IOException {
    signIn(BY_SESSION, TOKEN, Instant.now().plusSeconds(600));
    AwsKeys keys = fetch(SESSION);
    assertTrue(keys.sessionToken().startsWith("simulated-token-sso-bedrock"), "another role's");
    assertTrue(keys.expires().orElseThrow().isAfter(Instant.now()));
  }

  @Test
  void aTokenOfAStartUrlDoesToo() throws IOException {
    signIn(BY_URL, TOKEN, Instant.now().plusSeconds(600));
    String old =
        """
        [profile app]
        sso_start_url = https://x.example/start
        sso_region = us-east-1
        sso_account_id = 123456789012
        sso_role_name = bedrock
        """;
    assertTrue(fetch(old).sessionToken().startsWith("simulated-token-sso-bedrock"));
  }

  @Test
  void whoHasNotSignedInIsToldHow() {
    assertProblem(
        SESSION,
        "nobody has signed in for the profile `app`: run `aws sso login --profile app` on this"
            + " machine");
  }

  @Test
  void aSignInThatHasEndedIsToldSo() throws IOException {
    signIn(BY_SESSION, TOKEN, Instant.parse("2020-01-01T00:00:00Z"));
    assertProblem(
        SESSION, "the sign-in of the profile `app` ended at 2020-01-01T00:00:00Z: run `aws sso");
    assertEquals(0, simulator.requests());
  }

  @Test
  void aTokenThatIsRefusedIsToldSoWithoutIt() throws IOException {
    signIn(BY_SESSION, "fake-other-token", Instant.now().plusSeconds(600));
    assertProblem(SESSION, "refused with 401 UnauthorizedException: run `aws sso login");
  }

  @Test
  void whatTheProfileLacksIsNamed() throws IOException {
    signIn(BY_SESSION, TOKEN, Instant.now().plusSeconds(600));
    assertProblem(
        SESSION.replace("sso_role_name = bedrock\n", ""), "the profile `app` has no sso_role_name");
    assertProblem(
        SESSION.replace("sso_session = dev", "sso_session = other"),
        "the profile `app` names the sso-session `other`, which there is not");
  }

  private void assertProblem(String config, String part) {
    String told = assertThrows(IllegalStateException.class, () -> fetch(config)).getMessage() + "";
    assertTrue(told.contains(part), told);
    assertFalse(told.contains("fake-"), told);
  }

  private AwsKeys fetch(String config) {
    ProfileFile profiles =
        ProfileFile.builder()
            .content(new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();
    return SsoKeys.fetch(profiles, profiles.profile("app").orElseThrow(), home, wire);
  }

  private void signIn(String name, String token, Instant until) throws IOException {
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve(name + ".json"),
        "{\"startUrl\":\"https://x.example/start\",\"region\":\"us-east-1\",\"accessToken\":\"%s\",\"expiresAt\":\"%s\"}"
            .formatted(token, until.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
  }
}
