package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** Whatever holds a key shows nothing of it as text. */
final class HiddenKeysTest {
  private static final AwsKeys KEYS =
      new AwsKeys("MARKED-id", "MARKED-secret", "MARKED-token", Optional.empty());
  private static final BearerKey BEARER = new BearerKey("MARKED-key");

  @Test
  void recordsAndClassesHideThem() throws Exception {
    CredentialsFile.Profile role =
        new CredentialsFile.Assumed(
            new CredentialsFile.Role("arn", "s", "", 0, ""), new CredentialsFile.Given(KEYS));
    UpstreamRequest request =
        new UpstreamRequest(
            Target.plain("h", 80),
            "/x",
            List.of(new Header("authorization", "Bearer MARKED-header")),
            Slice.utf8("{\"MARKED\":1}"));
    UpstreamRequest signed =
        new SigV4Signer().sign(request, KEYS, "us-east-1", "bedrock", Instant.EPOCH);
    FakeSecrets secrets = new FakeSecrets();
    secrets.put(CredentialStoreTest.file("MARKED-id", "MARKED-secret"));
    secrets.files.put("default/k/key", Slice.utf8("MARKED-key"));
    try (CredentialStore store = new CredentialStore(secrets, FakeSecrets.NO_WIRE)) {
      Authorization.SigV4 file =
          new Authorization.SigV4(
              "us-east-1",
              "bedrock",
              new Credentials.File("default/aws", "credentials", "default"));
      Authorization.ApiKey key = new Authorization.ApiKey("x-api-key", "", "default/k", "key");
      store.aws(file).keys();
      store.apiKey(key).header();
      List<Object> holders =
          List.of(
              KEYS,
              BEARER,
              new CredentialsFile.Given(KEYS),
              new CredentialsFile.Given(BEARER),
              role,
              CredentialsFile.read(Slice.utf8("[default]\naws_access_key_id = MARKED-id\n")),
              new Header("x-api-key", "MARKED-key"),
              Headers.of("x-api-key", "MARKED-key"),
              request,
              signed,
              secrets.read("default/k/key").orElseThrow(),
              store,
              store.aws(file),
              store.aws(file).keys(),
              store.apiKey(key),
              store.apiKey(key).header(),
              store.states(),
              file,
              key);
      for (Object holder : holders) {
        assertFalse(
            String.valueOf(holder).contains("MARKED"), () -> holder.getClass() + ": " + holder);
      }
    }
  }

  @Test
  void exceptionsDoToo() {
    for (String file :
        List.of(
            "[default]\naws_access_key_id = MARKED MARKED\naws_secret_access_key = MARKED\n",
            "[default]\naws_access_key_id = MARKED\n",
            "[default]\nrole_arn = MARKED\nsource_profile = none\n",
            "[default]\nrole_arn = a\nsource_profile = default\nduration_seconds = MARKED\n",
            "[default]\ncredential_process = MARKED\n",
            "[default]\nsso_session = MARKED\n",
            "[default]\naws_bearer_token_bedrock = MARKED\u00e9\n")) {
      CredentialsFile.Unusable problem =
          assertThrows(
              CredentialsFile.Unusable.class,
              () -> CredentialsFile.read(Slice.utf8(file)).profile("default"));
      assertFalse(problem.toString().contains("MARKED"), problem::toString);
    }
    IllegalStateException problem =
        assertThrows(
            IllegalStateException.class, () -> SecretText.checked("MARKED key", "the key"));
    assertFalse(problem.toString().contains("MARKED"), problem::toString);
  }
}
