package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** Credentials of mounted files and of the chain, and what refusals teach. */
final class CredentialStoreTest {
  private static final Credentials.File FILE =
      new Credentials.File("default/aws", "credentials", "default");
  private static final Authorization.SigV4 HOW =
      new Authorization.SigV4("us-east-1", "bedrock", FILE);

  private final FakeSecrets secrets = new FakeSecrets();
  private final CredentialStore store = new CredentialStore(secrets, FakeSecrets.NO_WIRE);

  static String file(String id, String secret) {
    return "[default]\naws_access_key_id = " + id + "\naws_secret_access_key = " + secret + "\n";
  }

  @Test
  void readsProfilesAsAwsDoes() {
    String text =
        """
        # comment
        ignored = 1
        [default] ; default
        AWS_ACCESS_KEY_ID=AKIA1 # mine
          nested = 2
        aws_secret_access_key = a/b+c=#d

        [profile other]
        aws_access_key_id=AKIA2
        aws_secret_access_key=s2
        aws_session_token=t2
        """;
    secrets.put("\uFEFF" + text.replace("\n", "\r\n"));
    AwsKeys keys = keys(FILE);
    assertEquals("AKIA1", keys.accessKeyId());
    assertEquals("a/b+c=#d", keys.secretAccessKey());
    assertEquals("", keys.sessionToken());
    AwsKeys other = keys(new Credentials.File("default/aws", "credentials", "other"));
    assertEquals("t2", other.sessionToken());
    assertEquals(Optional.empty(), CredentialState.trouble(store.states()));
  }

  @Test
  void namesWhatIsMissingForOperatorsOnly() {
    GatewayFault fault = assertThrows(GatewayFault.class, () -> keys(FILE));
    assertEquals(503, fault.status());
    assertEquals("The gateway has no usable credentials for this provider.", fault.message());
    assertEquals(
        "key `credentials` of the Secret default/aws: it is missing or empty (profile `default`)",
        fault.detail().orElseThrow());
    secrets.put("[default]\naws_access_key_id=AKIASECRET\n");
    String detail = assertThrows(GatewayFault.class, () -> keys(FILE)).detail().orElseThrow();
    assertTrue(detail.contains("profile `default` has no aws_secret_access_key"), detail);
    assertFalse(detail.contains("AKIASECRET"));
    assertTrouble("credential_process = /bin/keys --token hidden", "must not run programs");
    assertTrouble("sso_session = dev", "needs somebody to sign in");
    assertTrouble("role_arn = arn:x\nsource_profile = base", "it has no profile `base`");
    assertTrouble(
        "role_arn = a\nsource_profile = b\n[b]\nrole_arn = b\nsource_profile = default",
        "too many that name each other");
  }

  private void assertTrouble(String settings, String part) {
    secrets.put("[default]\n" + settings + "\n");
    String detail = assertThrows(GatewayFault.class, () -> keys(FILE)).detail().orElseThrow();
    assertTrue(detail.contains(part), detail);
    assertFalse(detail.contains("hidden"), detail);
  }

  @Test
  void keepsFormerKeysWhenTheNewFileIsNoGood() {
    secrets.put(file("AKIA1", "s1"));
    assertEquals("AKIA1", keys(FILE).accessKeyId());
    secrets.put("[default]\naws_access_key_id = AK");
    assertEquals("AKIA1", keys(FILE).accessKeyId());
    assertTrue(CredentialState.trouble(store.states()).orElseThrow().contains("default/aws"));
    secrets.put(file("AKIA2", "s2"));
    assertEquals("AKIA2", keys(FILE).accessKeyId());
    assertEquals(Optional.empty(), CredentialState.trouble(store.states()));
  }

  @Test
  void keepsFormerKeysWhenTheSecretIsDeleted() {
    secrets.put(file("AKIA1", "s1"));
    assertEquals("AKIA1", keys(FILE).accessKeyId());
    secrets.files.clear();
    assertEquals("AKIA1", keys(FILE).accessKeyId());
    String trouble = CredentialState.trouble(store.states()).orElseThrow();
    assertTrue(trouble.contains("is missing or empty"), trouble);
    secrets.put(file("AKIA2", "s2"));
    assertEquals("AKIA2", keys(FILE).accessKeyId());
    assertEquals(Optional.empty(), CredentialState.trouble(store.states()));
  }

  @Test
  void neverMixesTwoGenerationsOfKeysUnderRotation() throws Exception {
    secrets.put(file("AKIA0", "secret0"));
    RequestAuthorizer authorizer = new RequestAuthorizer(store, InstantSource.system());
    AtomicBoolean stop = new AtomicBoolean();
    SigV4Signer check = new SigV4Signer();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> signers =
          List.of(
              threads.submit(() -> signUntil(stop, authorizer, check)),
              threads.submit(() -> signUntil(stop, authorizer, check)));
      for (int i = 1; i < 300; i++) {
        secrets.put(file("AKIA" + i, "secret" + i));
        Thread.onSpinWait();
      }
      stop.set(true);
      for (Future<Integer> signer : signers) {
        assertTrue(signer.get() > 0);
      }
    }
  }

  private static int signUntil(
      AtomicBoolean stop, RequestAuthorizer authorizer, SigV4Signer check) {
    int count = 0;
    do {
      UpstreamRequest signed = authorizer.authorize(HOW, request(), Headers.NONE);
      String id = value(signed, "authorization").replaceFirst(".*Credential=AKIA(\\d+)/.*", "$1");
      AwsKeys same = new AwsKeys("AKIA" + id, "secret" + id, "", Optional.empty());
      String date = value(signed, "x-amz-date");
      Instant time =
          Instant.parse(date.replaceFirst("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"));
      UpstreamRequest again = check.sign(request(), same, "us-east-1", "bedrock", time);
      assertEquals(value(again, "authorization"), value(signed, "authorization"));
      count++;
    } while (!stop.get());
    return count;
  }

  @Test
  void asksAgainOnceAfterAnExpiredToken() {
    secrets.put(file("AKIA1", "s1"));
    RequestAuthorizer authorizer = new RequestAuthorizer(store, InstantSource.system());
    UpstreamRequest sent = authorizer.authorize(HOW, request(), Headers.NONE);
    secrets.next.put("default/aws/credentials", Slice.utf8(file("AKIA2", "s2")));
    ReplyHead head = new ReplyHead(403, Headers.NONE);
    assertTrue(authorizer.refused(HOW, sent, head, "ExpiredTokenException"));
    assertFalse(authorizer.refused(HOW, sent, head, "ValidationException"));
    assertFalse(authorizer.refused(new Authorization.None(), sent, head, "ExpiredTokenException"));
  }

  @Test
  void learnsTheClockOfAwsOnlyWhereOursIsWrong() {
    secrets.put(file("AKIA1", "s1"));
    Instant ours = Instant.parse("2026-11-22T10:00:00Z");
    RequestAuthorizer authorizer = new RequestAuthorizer(store, InstantSource.fixed(ours));
    ReplyHead near = new ReplyHead(403, Headers.of("date", "Sun, 22 Nov 2026 10:02:00 GMT"));
    assertFalse(authorizer.refused(HOW, request(), near, "InvalidSignatureException"));
    ReplyHead far = new ReplyHead(403, Headers.of("date", "Sun, 22 Nov 2026 10:20:00 GMT"));
    assertTrue(authorizer.refused(HOW, request(), far, "InvalidSignatureException"));
    assertFalse(authorizer.refused(HOW, request(), far, "InvalidSignatureException"));
    assertEquals(
        "20261122T102000Z",
        value(authorizer.authorize(HOW, request(), Headers.NONE), "x-amz-date"));
    ReplyHead bad = new ReplyHead(403, Headers.of("date", "yesterday"));
    assertFalse(authorizer.refused(HOW, request(), bad, "RequestTimeTooSkewed"));
  }

  private AwsKeys keys(Credentials.File place) {
    return (AwsKeys) store.aws(new Authorization.SigV4("us-east-1", "bedrock", place)).keys();
  }

  private static UpstreamRequest request() {
    return new UpstreamRequest(
        Target.tls("h", 443, "h"),
        "/model/x/converse",
        List.of(new Header("content-type", "application/json")),
        Slice.utf8("{}"));
  }

  private static String value(UpstreamRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
