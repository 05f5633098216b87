package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signatures against published vectors and against the AWS SDK's own signer. */
final class SigV4SignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", SECRET, "TOKEN", Optional.empty());

  private final SigV4Signer signer = new SigV4Signer();

  @ParameterizedTest
  @CsvSource({
    "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse,"
        + "3498d8b864fe9758a089a38cf81e5086868d42131650044323924a2fc6229363",
    "/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse,"
        + "d28b5440f4455fd37924545024f867ac139fa234a674346279ad2cd7c0959c48",
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3A"
        + "application-inference-profile%2Fabc123/converse,"
        + "5bd44bc866155007dfd3ae4ecbb98bf238482c932d6d855eb9c4fe113b5150be",
  })
  void signsTheVectorsOfBedrock(String path, String signature) {
    UpstreamRequest signed =
        signer.sign(
            request("bedrock-runtime.us-east-1.amazonaws.com", path, "{\"messages\":[]}"),
            KEYS,
            "us-east-1",
            "bedrock",
            Instant.parse("2026-11-22T00:00:00Z"));
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/bedrock/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"
            + " Signature="
            + signature,
        value(signed, "authorization"));
    assertEquals("20261122T000000Z", value(signed, "x-amz-date"));
  }

  /** Cases of aws-c-auth's aws-signing-test-suite/v4: path, headers, signature. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/,,5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "/,x-amz-security-token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267,"
            + "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
        "/,my-header1:value2|my-header1:value2|my-header1:value1,"
            + "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        "/,my-header1:value4|my-header1:value1|my-header1:value3|my-header1:value2,"
            + "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "/,my-header1: value1|my-header2: \"a   b   c\","
            + "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,,"
            + "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        "/?Param2=value2&Param1=value1,,"
            + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "/?Param1=value1,,a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
      })
  void signsTheVectorsOfAws(String path, @Nullable String given, String signature) {
    AwsKeys keys = new AwsKeys("AKIDEXAMPLE", SECRET, "", Optional.empty());
    SigningTime time = SigningTime.of(Instant.parse("2015-08-30T12:36:00Z"));
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("x-amz-date", time.text()));
    headers.add(new Header("host", "example.amazonaws.com"));
    if (given != null) {
      for (String header : given.split("\\|", -1)) {
        int colon = header.indexOf(':');
        headers.add(new Header(header.substring(0, colon), header.substring(colon + 1)));
      }
    }
    String hash = SigV4Signer.hash(Slice.EMPTY);
    String authorization =
        signer.authorization("GET", path, headers, hash, keys, "us-east-1", "service", time);
    assertTrue(authorization.endsWith("Signature=" + signature), authorization);
  }

  @Test
  void trimsAndFoldsHeadersAndSortsTheQuery() {
    ByteWriter out = new ByteWriter(100);
    String signed =
        CanonicalRequest.write(
            out,
            "GET",
            "/a%20b/c?b=2&a-b=0&a=1&flag",
            List.of(
                new Header("my-header", "  a   b  c "),
                new Header("host", "h"),
                new Header("user-agent", "ignored"),
                new Header("my-header", "second")),
            "HASH");
    assertEquals("host;my-header", signed);
    assertEquals(
        "GET\n/a%2520b/c\na=1&a-b=0&b=2&flag=\nhost:h\nmy-header:a b c,second\n\n"
            + "host;my-header\nHASH",
        out.slice().text());
  }

  @Test
  void signsTenThousandRandomRequestsAsTheSdkDoes() {
    AwsV4HttpSigner oracle = AwsV4HttpSigner.create();
    Random random = new Random(20261124);
    for (int i = 0; i < 10_000; i++) {
      UpstreamRequest request = randomRequest(random);
      AwsKeys keys = randomKeys(random);
      String region = pick(random, "us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1");
      String service = pick(random, "bedrock", "bedrock-mantle");
      Instant now = Instant.ofEpochSecond(1_600_000_000L + random.nextInt(400_000_000));
      UpstreamRequest ours = signer.sign(request, keys, region, service, now);
      String theirs = sdk(oracle, request, keys, region, service, now);
      int round = i;
      assertEquals(
          theirs, value(ours, "authorization"), () -> "round " + round + " " + request.path());
    }
  }

  /** The region is the policy's word, the host is the one that is called, with its port. */
  @ParameterizedTest
  @CsvSource({
    "bedrock-runtime.us-east-1.amazonaws.com, 443, us-east-1",
    "bedrock-runtime-fips.us-east-1.amazonaws.com, 443, us-east-1",
    "bedrock-runtime.us-east-1.api.aws, 443, us-east-1",
    "bedrock-runtime-fips.us-gov-west-1.amazonaws.com, 443, us-gov-west-1",
    "bedrock-runtime.us-gov-east-1.amazonaws.com, 443, us-gov-east-1",
    "bedrock-runtime.cn-north-1.amazonaws.com.cn, 443, cn-north-1",
    "vpce-0abc-def.bedrock-runtime.eu-west-1.vpce.amazonaws.com, 443, eu-west-1",
    "vpce-0abc-def.bedrock-runtime.eu-west-1.vpce.amazonaws.com, 8443, eu-west-1",
    "bedrock.private.example, 443, ap-southeast-2",
    "10.1.2.3, 8443, us-west-2",
    "fd00::1, 443, us-west-2",
  })
  void signsTheHostThatIsCalledForTheRegionOfThePolicy(String host, int port, String region) {
    Instant now = Instant.parse("2026-11-27T10:00:00Z");
    UpstreamRequest request =
        new UpstreamRequest(
            Target.tls(host, port, host),
            BedrockModel.of("us.amazon.nova-micro-v1:0").converse(),
            List.of(new Header("content-type", "application/json")),
            Slice.utf8("{}"));
    String ours = value(signer.sign(request, KEYS, region, "bedrock", now), "authorization");
    assertTrue(ours.contains("/20261127/" + region + "/bedrock/aws4_request,"), ours);
    assertTrue(ours.contains("SignedHeaders=content-type;host;"), ours);
    assertEquals(sdk(AwsV4HttpSigner.create(), request, KEYS, region, "bedrock", now), ours);
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    assertEquals(port == 443 ? bracketed : bracketed + ":" + port, request.target().authority());
  }

  @Test
  void changesNothingThatWasGiven() {
    UpstreamRequest request = request("host", "/x", "{}");
    UpstreamRequest signed = signer.sign(request, KEYS, "r", "s", Instant.EPOCH);
    assertEquals(request.headers(), signed.headers().subList(0, request.headers().size()));
    assertEquals(request.body(), signed.body());
    assertTrue(signed.headers().stream().noneMatch(header -> header.name().equals("host")));
  }

  @Test
  void hidesKeysFromText() {
    assertEquals("AwsKeys[hidden]", KEYS.toString());
    assertTrue(
        !signer
            .sign(request("h", "/x", "{}"), KEYS, "r", "s", Instant.EPOCH)
            .toString()
            .contains("TOKEN"));
  }

  private static UpstreamRequest request(String host, String path, String body) {
    return new UpstreamRequest(
        Target.tls(host, 443, host),
        path,
        List.of(new Header("content-type", "application/json")),
        Slice.utf8(body));
  }

  private static UpstreamRequest randomRequest(Random random) {
    StringBuilder id = new StringBuilder();
    String alphabet = "abcXYZ019.-_~:/+ %@é漢😀";
    int[] points = alphabet.codePoints().toArray();
    int length = 1 + random.nextInt(40);
    for (int i = 0; i < length; i++) {
      id.appendCodePoint(points[random.nextInt(points.length)]);
    }
    // dots alone would be steps in the path: no model is called so
    String model = "m" + id;
    String path =
        random.nextInt(4) == 0
            ? BedrockModel.of(model).converse().replace("%3A", ":")
            : BedrockModel.of(model).converseStream();
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("content-type", "application/json"));
    if (random.nextBoolean()) {
      headers.add(new Header("accept", " application/json ,  text/event-stream"));
    }
    if (random.nextBoolean()) {
      headers.add(new Header("x-amzn-bedrock-guardrailidentifier", "g" + random.nextInt()));
    }
    if (random.nextBoolean()) {
      headers.add(new Header("a-b", "1"));
    }
    byte[] body = new byte[random.nextInt(2_000)];
    random.nextBytes(body);
    int port = random.nextInt(3) == 0 ? 1 + random.nextInt(65_535) : 443;
    String host = "bedrock-runtime.us-east-1.amazonaws.com";
    return new UpstreamRequest(Target.tls(host, port, host), path, headers, Slice.of(body));
  }

  private static AwsKeys randomKeys(Random random) {
    byte[] secret = new byte[20 + random.nextInt(60)];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) ('!' + random.nextInt(90));
    }
    String token = random.nextBoolean() ? "T" + random.nextLong() + "/+==" : "";
    return new AwsKeys(
        "AKIA" + random.nextInt(50),
        new String(secret, StandardCharsets.US_ASCII),
        token,
        Optional.empty());
  }

  private static String sdk(
      AwsV4HttpSigner oracle,
      UpstreamRequest request,
      AwsKeys keys,
      String region,
      String service,
      Instant now) {
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("https://" + request.target().authority()))
            .encodedPath(request.path());
    request.headers().forEach(header -> http.appendHeader(header.name(), header.value()));
    AwsCredentialsIdentity identity =
        keys.sessionToken().isEmpty()
            ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
            : AwsSessionCredentialsIdentity.create(
                keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    return oracle
        .sign(
            SignRequest.builder(identity)
                .request(http.build())
                .payload(ContentStreamProvider.fromByteArray(request.body().bytes()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC))
                .build())
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  private static String value(UpstreamRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static String pick(Random random, String... options) {
    return options[random.nextInt(options.length)];
  }
}
