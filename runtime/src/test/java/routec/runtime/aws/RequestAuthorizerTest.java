package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** API keys, Bedrock's among them, and credentials that callers bring. */
final class RequestAuthorizerTest {
  private static final Authorization.SigV4 SIGNED =
      new Authorization.SigV4(
          "us-east-1", "bedrock", new Credentials.File("default/aws", "credentials", "default"));
  private static final ReplyHead UNAUTHORIZED = new ReplyHead(401, Headers.NONE);
  private static final ReplyHead FORBIDDEN = new ReplyHead(403, Headers.NONE);

  private final FakeSecrets secrets = new FakeSecrets();
  private final CredentialStore store = new CredentialStore(secrets, FakeSecrets.NO_WIRE);
  private final RequestAuthorizer authorizer = new RequestAuthorizer(store, InstantSource.system());

  @Test
  void sendsApiKeysInTheHeaderOfTheirProvider() {
    Authorization openAi =
        new Authorization.ApiKey("authorization", "Bearer ", "default/openai", "apiKey");
    GatewayFault fault = assertThrows(GatewayFault.class, () -> authorize(openAi, Headers.NONE));
    assertEquals(503, fault.status());
    assertEquals(
        "key `apiKey` of the Secret default/openai is empty", fault.detail().orElseThrow());
    secrets.files.put("default/openai/apiKey", Slice.utf8("sk-test-1\n"));
    UpstreamRequest sent = authorize(openAi, Headers.NONE);
    assertEquals("Bearer sk-test-1", ProviderKeys.header(sent, "authorization"));
    secrets.files.put("default/openai/apiKey", Slice.utf8("two\r\nheaders: x"));
    assertEquals(
        "Bearer sk-test-1", ProviderKeys.header(authorize(openAi, Headers.NONE), "authorization"));
    assertTrue(
        CredentialState.trouble(store.states())
            .orElseThrow()
            .contains("holds a character that no key has"));
    assertFalse(authorizer.refused(openAi, sent, UNAUTHORIZED, ""));
    secrets.next.put("default/openai/apiKey", Slice.utf8("sk-test-2"));
    assertTrue(authorizer.refused(openAi, sent, UNAUTHORIZED, ""));
    assertFalse(authorizer.refused(openAi, sent, new ReplyHead(400, Headers.NONE), ""));
    assertEquals(Optional.empty(), CredentialState.trouble(store.states()));
  }

  @Test
  void bedrockApiKeysOfAFileAreSentUnsigned() {
    secrets.put("[default]\naws_bearer_token_bedrock = bedrock-api-key-test\n");
    UpstreamRequest sent = authorize(SIGNED, Headers.NONE);
    assertEquals("Bearer bedrock-api-key-test", ProviderKeys.header(sent, "authorization"));
    assertEquals(request().headers().size() + 1, sent.headers().size());
    assertFalse(authorizer.refused(SIGNED, sent, FORBIDDEN, "AccessDeniedException"));
    secrets.next.put(
        "default/aws/credentials",
        Slice.utf8("[default]\naws_bearer_token_bedrock = bedrock-api-key-next\n"));
    waitForTheNextLook();
    assertTrue(authorizer.refused(SIGNED, sent, FORBIDDEN, "AccessDeniedException"));
  }

  @Test
  void callersBringTheirOwnKeysWhereAPolicyLetsThem() {
    Authorization.ApiKey configured =
        new Authorization.ApiKey("x-api-key", "", "default/anthropic", "apiKey");
    secrets.files.put("default/anthropic/apiKey", Slice.utf8("sk-ours"));
    String header = "x-aigw-anthropic-api-key";
    Authorization optional = new Authorization.FromCaller(header, false, configured);
    UpstreamRequest sent = authorize(optional, Headers.of(header, "sk-theirs"));
    assertEquals("sk-theirs", ProviderKeys.header(sent, "x-api-key"));
    assertEquals("", ProviderKeys.header(sent, header));
    assertFalse(authorizer.refused(optional, sent, UNAUTHORIZED, ""));
    assertEquals("sk-ours", ProviderKeys.header(authorize(optional, Headers.NONE), "x-api-key"));
    Authorization required = new Authorization.FromCaller(header, true, configured);
    RequestFault fault = assertThrows(RequestFault.class, () -> authorize(required, Headers.NONE));
    assertEquals(401, fault.status());
    assertTrue(fault.message().contains(header), fault.message());
  }

  @Test
  void callersKeysOfAwsComeWholeOrNotAtAll() {
    secrets.put(CredentialStoreTest.file("AKIAOURS", "s1"));
    Authorization optional = new Authorization.FromCaller("x-aigw-aws-", false, SIGNED);
    Headers all =
        Headers.of(
            "x-aigw-aws-access-key-id", "AKIATHEIRS",
            "x-aigw-aws-secret-access-key", "theirs",
            "x-aigw-aws-session-token", "token");
    UpstreamRequest sent = authorize(optional, all);
    String value = ProviderKeys.header(sent, "authorization");
    assertTrue(value.contains("Credential=AKIATHEIRS/"), value);
    assertEquals("token", ProviderKeys.header(sent, "x-amz-security-token"));
    assertFalse(authorizer.refused(optional, sent, FORBIDDEN, "ExpiredTokenException"));
    String ours = ProviderKeys.header(authorize(optional, Headers.NONE), "authorization");
    assertTrue(ours.contains("Credential=AKIAOURS/"), ours);
    for (String header : List.of("access-key-id", "secret-access-key", "session-token")) {
      Headers part = Headers.of("x-aigw-aws-" + header, "THEIRS");
      RequestFault fault = assertThrows(RequestFault.class, () -> authorize(optional, part));
      assertEquals(401, fault.status());
      assertFalse(fault.message().contains("THEIRS"));
    }
  }

  /** A look at the files that a refusal asked for serves all refusals of the next second. */
  private static void waitForTheNextLook() {
    try {
      Thread.sleep(1_100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private UpstreamRequest authorize(Authorization how, Headers client) {
    return authorizer.authorize(how, request(), client);
  }

  private static UpstreamRequest request() {
    return new UpstreamRequest(
        Target.tls("h", 443, "h"),
        "/model/x/converse",
        List.of(new Header("content-type", "application/json")),
        Slice.utf8("{}"));
  }
}
