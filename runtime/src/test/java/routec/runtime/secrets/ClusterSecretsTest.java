package routec.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.CredentialState;

/** Secrets of a cluster: listed, watched, kept while the API server fails. */
@Timeout(60)
final class ClusterSecretsTest {
  private static final ClusterObject AWS =
      new ClusterObject(ClusterObject.Kind.SECRET, "default", "aws");
  private static final ClusterObject CA =
      new ClusterObject(ClusterObject.Kind.CONFIG_MAP, "default", "ca");
  private static final String FILE = "default/aws/credentials";

  private ApiServer api = open(0);
  private Optional<ClusterSecrets> opened = Optional.empty();

  private static ApiServer open(int port) {
    try {
      return new ApiServer(port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    opened.ifPresent(ClusterSecrets::close);
    api.close();
  }

  private ClusterSecrets watch(ClusterObject... wanted) {
    Config config = new ConfigBuilder().withMasterUrl(api.url()).withNamespace("x").build();
    ClusterSecrets secrets = ClusterSecrets.watch(config, Set.of(wanted), Duration.ofSeconds(5));
    opened = Optional.of(secrets);
    return secrets;
  }

  @Test
  void readsWhatIsThereBeforeItServes() {
    api.put("secrets", "default", "aws", "credentials", "one", "other", "two");
    api.put("secrets", "default", "stranger", "credentials", "never asked for");
    api.put("configmaps", "default", "ca", "ca.crt", "line 1\nline 2\n");
    api.put("secrets", "default", "ca", "ca.crt", "a Secret of the same name");
    ClusterSecrets secrets =
        watch(AWS, CA, new ClusterObject(ClusterObject.Kind.SECRET, "default", "ca"));
    assertEquals(text("one"), secrets.read(FILE));
    assertEquals(text("two"), secrets.read("default/aws/other"));
    assertEquals(text("line 1\nline 2\n"), secrets.read("default.configmaps/ca/ca.crt"));
    assertEquals(text("a Secret of the same name"), secrets.read("default/ca/ca.crt"));
    assertEquals(CA, ClusterObject.of(CA.kind(), "default.configmaps/ca/ca.crt"));
    assertEquals(Optional.empty(), secrets.read("default/stranger/credentials"));
    assertEquals(Optional.empty(), secrets.read("default/aws"));
    assertEquals(Optional.empty(), CredentialState.trouble(secrets.states()));
    assertTrue(
        api.asked.stream().allMatch(query -> query.contains("fieldSelector=metadata.name=")),
        "a role that names its objects would not allow " + api.asked);
  }

  @Test
  void aChangeIsInForceWithinASecondAndWhatIsTheSameStays() {
    api.put("secrets", "default", "aws", "credentials", "one", "other", "two");
    ClusterSecrets secrets = watch(AWS);
    await(() -> api.watches() == 1);
    Slice other = secrets.read("default/aws/other").orElseThrow();
    long before = System.nanoTime();
    api.put("secrets", "default", "aws", "credentials", "three", "other", "two");
    await(() -> secrets.read(FILE).equals(text("three")));
    long millis = (System.nanoTime() - before) / 1_000_000;
    assertTrue(millis < 5_000, millis + " ms"); // about 10 on a quiet machine
    assertSame(other, secrets.read("default/aws/other").orElseThrow());
    assertEquals(1, api.lists());
  }

  @Test
  void aSecretThatIsMissingOrDeletedIsToldAndComesBackByItself() {
    ClusterSecrets secrets = watch(AWS);
    assertTrouble(secrets, "the Secret default/aws in the cluster: it is not there");
    await(() -> api.watches() == 1);
    api.put("secrets", "default", "aws", "credentials", "one");
    await(() -> secrets.read(FILE).equals(text("one")));
    assertEquals(Optional.empty(), CredentialState.trouble(secrets.states()));
    api.delete("secrets", "default", "aws");
    await(() -> secrets.read(FILE).isEmpty());
    assertTrouble(secrets, "the Secret default/aws in the cluster: it is not there");
    api.put("secrets", "default", "aws", "credentials", "two");
    await(() -> secrets.read(FILE).equals(text("two")));
  }

  @Test
  void aWatchThatEndsBeginsAgainWithNothingMissed() {
    api.put("secrets", "default", "aws", "credentials", "one");
    ClusterSecrets secrets = watch(AWS);
    for (int i = 0; i < 3; i++) {
      await(() -> api.watches() == 1);
      String next = "turn-" + i;
      if (i == 1) {
        api.expireWatches(); // 410: what was watched from is too old
      } else {
        api.endWatches();
      }
      await(() -> api.watches() == 0);
      api.put("secrets", "default", "aws", "credentials", next); // while nobody watches
      await(() -> secrets.read(FILE).equals(text(next)));
    }
    assertEquals(Optional.empty(), CredentialState.trouble(secrets.states()));
  }

  @Test
  void whatWasReadStaysInForceWhileTheApiServerIsAway() {
    api.put("secrets", "default", "aws", "credentials", "one");
    ClusterSecrets secrets = watch(AWS);
    int port = api.port();
    api.close();
    await(() -> CredentialState.trouble(secrets.states()).isPresent());
    assertTrouble(secrets, "the API server can't be reached");
    assertEquals(text("one"), secrets.read(FILE));
    assertTrue(secrets.states().getFirst().failures() >= 1);
    api = open(port);
    api.put("secrets", "default", "aws", "credentials", "two");
    await(() -> secrets.read(FILE).equals(text("two")));
    await(() -> CredentialState.trouble(secrets.states()).isEmpty());
  }

  @Test
  void aRoleThatDoesNotAllowItIsNamed() {
    api.put("secrets", "default", "aws", "credentials", "one");
    api.refuse(403);
    ClusterSecrets secrets = watch(AWS, CA);
    assertTrouble(
        secrets,
        "the Secret default/aws in the cluster: the API server forbids it (403): the gateway's"
            + " service account needs a Role in namespace default with the verbs get, list, watch"
            + " on secrets (resourceNames: aws)");
    assertTrouble(secrets, "on configmaps (resourceNames: ca)");
    api.refuse(401);
    await(() -> trouble(secrets).contains("does not know the gateway (401)"));
    api.refuse(500);
    await(() -> trouble(secrets).contains("the API server answers with 500"));
    api.refuse(0);
    await(() -> secrets.read(FILE).equals(text("one")));
  }

  @Test
  void aRefusedCallHasEverythingLookedAtOnceForAll() throws InterruptedException {
    api.put("secrets", "default", "aws", "credentials", "one");
    ClusterSecrets secrets = watch(AWS);
    await(() -> api.watches() == 1);
    long before = api.lists();
    Thread.sleep(1_100);
    for (int i = 0; i < 50; i++) {
      secrets.refresh();
    }
    long lists = api.lists() - before;
    assertTrue(lists >= 1 && lists <= 3, lists + " lists");
    assertEquals(text("one"), secrets.read(FILE));
  }

  @Test
  void nothingOfASecretIsInTexts() {
    api.put("secrets", "default", "aws", "credentials", "fake-marked-secret");
    ClusterSecrets secrets = watch(AWS);
    assertEquals(text("fake-marked-secret"), secrets.read(FILE));
    String all = secrets.states() + " " + secrets.read(FILE);
    assertFalse(all.contains("fake-marked-secret"), all);
  }

  private static Optional<Slice> text(String text) {
    return Optional.of(Slice.utf8(text));
  }

  private static String trouble(ClusterSecrets secrets) {
    return CredentialState.trouble(secrets.states()).orElse("");
  }

  private static void assertTrouble(ClusterSecrets secrets, String part) {
    assertTrue(trouble(secrets).contains(part), trouble(secrets));
  }

  private static void await(BooleanSupplier condition) {
    long stop = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < stop, "it never came true");
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
