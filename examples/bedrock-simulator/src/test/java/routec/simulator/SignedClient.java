package routec.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Sends requests that the AWS SDK has signed. */
final class SignedClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private Credential credential = BedrockSimulator.EXAMPLE;
  private String region = "us-east-1";
  private Clock clock = Clock.systemUTC();

  SignedClient(URI server) {
    this.server = server;
  }

  SignedClient with(Credential other) {
    credential = other;
    return this;
  }

  SignedClient region(String other) {
    region = other;
    return this;
  }

  SignedClient clock(Clock other) {
    clock = other;
    return this;
  }

  HttpResponse<String> post(String path, String body) {
    return send(path, body, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String body) {
    return send(path, body, HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> stream(String path, String body) {
    return send(path, body, HttpResponse.BodyHandlers.ofInputStream());
  }

  HttpResponse<String> converse(String model, String text) {
    return post("/model/" + model.replace(":", "%3A") + "/converse", body(text));
  }

  static String body(String text) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}]}".formatted(text);
  }

  static String claude(String text) {
    return "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(text);
  }

  private <T> HttpResponse<T> send(String path, String body, HttpResponse.BodyHandler<T> handler) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofByteArray(bytes));
    sign(path, bytes, request::header);
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sign(String path, byte[] body, BiConsumer<String, String> header) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(server)
            .encodedPath(path)
            .putHeader("Content-Type", "application/json")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(identity())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    signed.forEachHeader((name, values) -> {
      if (!Set.of("host", "content-length").contains(name.toLowerCase(java.util.Locale.ROOT))) {
        header.accept(name, values.getFirst());
      }
    });
  }

  private AwsCredentialsIdentity identity() {
    return credential
        .sessionToken()
        .<AwsCredentialsIdentity>map(token ->
            AwsSessionCredentialsIdentity.create(
                credential.accessKeyId(), credential.secretAccessKey(), token))
        .orElseGet(() ->
            AwsCredentialsIdentity.create(credential.accessKeyId(), credential.secretAccessKey()));
  }

  @Override
  public void close() {
    http.close();
  }
}
