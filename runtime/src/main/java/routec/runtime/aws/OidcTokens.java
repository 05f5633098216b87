package routec.runtime.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;

/**
 * Access tokens of an OIDC provider for a client of its own (RFC 6749, 4.4: client credentials).
 *
 * <p>Redirects are not followed: the client's secret goes to the named endpoint or nowhere.
 */
final class OidcTokens {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(15);
  private static final int LARGEST = 1 << 20;

  private final Credentials.Oidc oidc;
  private final Secrets secrets;

  OidcTokens(Credentials.Oidc oidc, Secrets secrets) {
    this.oidc = oidc;
    this.secrets = secrets;
  }

  /**
   * A fresh token.
   *
   * @throws IllegalStateException saying what went wrong, without values
   */
  String fetch() {
    String id = oidc.clientIdSecret().isEmpty() ? oidc.clientId() : secret(oidc.clientIdSecret());
    String secret = secret(oidc.clientSecret());
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build()) {
      String endpoint = oidc.tokenEndpoint().isEmpty() ? discovered(http) : oidc.tokenEndpoint();
      HttpRequest request =
          HttpRequest.newBuilder(uri(endpoint))
              .timeout(CALL)
              .header("content-type", "application/x-www-form-urlencoded")
              .header("accept", "application/json")
              .header("authorization", basic(id, secret))
              .POST(HttpRequest.BodyPublishers.ofString(form()))
              .build();
      return member(send(http, request, "the token endpoint"), "access_token", "token reply");
    }
  }

  private String discovered(HttpClient http) {
    String issuer = oidc.issuer().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(uri(issuer + "/.well-known/openid-configuration"))
            .timeout(CALL)
            .header("accept", "application/json")
            .build();
    Slice document = send(http, request, "the issuer's discovery document");
    return member(document, "token_endpoint", "discovery document");
  }

  private String form() {
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    if (!oidc.scopes().isEmpty()) {
      form.append("&scope=").append(encoded(oidc.scopes()));
    }
    if (!oidc.audience().isEmpty()) {
      form.append("&audience=").append(encoded(oidc.audience()));
    }
    oidc.resources().forEach(each -> form.append("&resource=").append(encoded(each)));
    return form.toString();
  }

  private static Slice send(HttpClient http, HttpRequest request, String what) {
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream in = response.body()) {
        body = in.readNBytes(LARGEST);
      }
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            what + " answered with " + response.statusCode() + error(Slice.of(body)));
      }
      return Slice.of(body);
    } catch (IOException e) {
      throw new IllegalStateException(what + " can't be reached: " + Problems.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The error's code (RFC 6749, 5.2), which holds no value; nothing else of the body. */
  private static String error(Slice body) {
    return text(body, "error")
        .filter(code -> code.matches("[\\w.-]{1,64}"))
        .map(c -> " " + c)
        .orElse("");
  }

  private static String member(Slice json, String name, String what) {
    return text(json, name)
        .orElseThrow(() -> new IllegalStateException("the " + what + " has no `" + name + "`"));
  }

  private static Optional<String> text(Slice json, String name) {
    try {
      return JsonMembers.read(json, JsonOrigin.PROVIDER)
          .find(name)
          .map(JsonReader::ofProvider)
          .filter(value -> value.peek() == JsonKind.STRING)
          .map(JsonReader::string)
          .filter(value -> !value.isEmpty());
    } catch (Fault notJson) {
      return Optional.empty();
    }
  }

  private String secret(String path) {
    return secrets
        .read(path)
        .map(Slice::text)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new IllegalStateException("the Secret's " + path + " is missing"));
  }

  /** Both are form-encoded first (RFC 6749, 2.3.1). */
  private static String basic(String id, String secret) {
    String pair = encoded(id) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("not a URL: " + text, e);
    }
  }
}
