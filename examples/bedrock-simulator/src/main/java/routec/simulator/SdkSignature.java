package routec.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs a received request once more with the AWS SDK's signer. */
final class SdkSignature {
  /** Headers that the SDK's signer leaves out whatever a caller does. */
  private static final Set<String> NEVER_SIGNED =
      Set.of("connection", "x-amzn-trace-id", "user-agent", "expect", "transfer-encoding");

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private SdkSignature() {}

  /** Whether the SDK's signer can sign exactly these headers. */
  static boolean canRepeat(Authorization claim, Credential credential) {
    Collection<String> signed = claim.signedHeaders();
    return signed.contains("x-amz-content-sha256")
        && signed.contains("x-amz-security-token") == credential.sessionToken().isPresent()
        && signed.stream().noneMatch(NEVER_SIGNED::contains);
  }

  static String signature(
      HttpRequest request, Authorization claim, Credential credential, Instant date) {
    SdkHttpRequest.Builder copy =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .encodedPath(request.path());
    address(copy, request.header("host"));
    for (String pair : request.query().split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        copy.appendRawQueryParameter(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    for (String name : claim.signedHeaders()) {
      if (!name.equals("host") && request.headers().containsKey(name)) {
        copy.putHeader(name, request.headers().get(name));
      }
    }
    String header =
        SIGNER
            .sign(sign ->
                sign.identity(identity(credential))
                    .request(copy.build())
                    .payload(ContentStreamProvider.fromByteArrayUnsafe(request.body()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, claim.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, claim.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(date, ZoneOffset.UTC)))
            .request()
            .firstMatchingHeader("Authorization")
            .orElseThrow();
    return Authorization.read(header).signature();
  }

  private static AwsCredentialsIdentity identity(Credential credential) {
    return credential
        .sessionToken()
        .<AwsCredentialsIdentity>map(token ->
            AwsSessionCredentialsIdentity.create(
                credential.accessKeyId(), credential.secretAccessKey(), token))
        .orElseGet(() ->
            AwsCredentialsIdentity.create(credential.accessKeyId(), credential.secretAccessKey()));
  }

  /** Chooses the scheme so that the SDK writes a port into Host exactly where the client did. */
  private static void address(SdkHttpRequest.Builder copy, String host) {
    int colon = host.lastIndexOf(':');
    if (colon < 0 || host.endsWith("]")) {
      copy.protocol("https").host(host);
      return;
    }
    int port = Integer.parseInt(host.substring(colon + 1));
    copy.protocol(port == 443 ? "http" : "https").host(host.substring(0, colon)).port(port);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
