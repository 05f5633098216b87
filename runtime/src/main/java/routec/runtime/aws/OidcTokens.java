package routec.runtime.aws;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Header;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;

/**
 * Access tokens of an OIDC provider for a client of its own (RFC 6749, 4.4: client credentials).
 *
 * <p>Redirects are not followed: the client's secret goes to the named endpoint or nowhere.
 */
final class OidcTokens {
  private static final long ANSWER_MILLIS = 15_000;
  private static final int LARGEST = 1 << 20;

  private final Credentials.Oidc oidc;
  private final Secrets secrets;
  private final Wire wire;

  OidcTokens(Credentials.Oidc oidc, Secrets secrets, Wire wire) {
    this.oidc = oidc;
    this.secrets = secrets;
    this.wire = wire;
  }

  /**
   * A fresh token.
   *
   * @throws IllegalStateException saying what went wrong, without values
   */
  String fetch() {
    String id = oidc.clientIdSecret().isEmpty() ? oidc.clientId() : secret(oidc.clientIdSecret());
    String secret = secret(oidc.clientSecret());
    String endpoint = oidc.tokenEndpoint().isEmpty() ? discovered() : oidc.tokenEndpoint();
    List<Header> headers =
        List.of(
            new Header("content-type", "application/x-www-form-urlencoded"),
            new Header("accept", "application/json"),
            new Header("authorization", basic(id, secret)));
    Slice reply = send("POST", endpoint, headers, Slice.utf8(form()), "the token endpoint");
    return member(reply, "access_token", "token reply");
  }

  private String discovered() {
    String place = oidc.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration";
    List<Header> headers = List.of(new Header("accept", "application/json"));
    Slice document = send("GET", place, headers, Slice.EMPTY, "the issuer's discovery document");
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

  private Slice send(String method, String url, List<Header> headers, Slice body, String what) {
    URI uri = uri(url);
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    Target target =
        secure ? Target.tls(uri.getHost(), port, uri.getHost()) : Target.plain(uri.getHost(), port);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    UpstreamRequest request = new UpstreamRequest(method, target, path + query, headers, body);
    try (UpstreamReply reply =
        wire.send(request, Patience.of(ANSWER_MILLIS, ANSWER_MILLIS), new Cancellation())) {
      Slice answer = Slice.of(reply.body().readNBytes(LARGEST));
      int status = reply.head().status();
      if (status != 200) {
        throw new IllegalStateException(what + " answered with " + status + error(answer));
      }
      return answer;
    } catch (Fault e) {
      throw new IllegalStateException(
          what + " can't be reached: " + e.detail().orElse(e.message()), e);
    } catch (IOException e) {
      throw new IllegalStateException(what + " can't be read: " + Problems.of(e), e);
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
      URI uri = URI.create(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalStateException("not a URL of the web: " + text);
  }
}
