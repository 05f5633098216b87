package routec.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An OIDC provider of one client: its discovery document, and access tokens for client credentials
 * (RFC 6749, 4.4) that STS believes as web identities.
 */
final class OidcCalls {
  private static final String TOKEN_PATH = "/oauth2/token";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Issuer issuer;
  private final String scheme;

  /**
   * @param scheme of the URLs that the discovery document names
   */
  OidcCalls(Issuer issuer, String scheme) {
    this.issuer = issuer;
    this.scheme = scheme;
  }

  /** The reply, or empty when the request is none of the provider's. */
  Optional<Reply> answer(HttpRequest request) {
    return switch (request.path()) {
      case "/.well-known/openid-configuration" -> {
        String base = scheme + "://" + request.header("host");
        yield Optional.of(
            Reply.json(Json.object().put("issuer", base).put("token_endpoint", base + TOKEN_PATH)));
      }
      case TOKEN_PATH -> Optional.of(token(request));
      default -> Optional.empty();
    };
  }

  private Reply token(HttpRequest request) {
    if (!request.method().equals("POST") || !request.header("content-type").startsWith(FORM)) {
      return error(400, "invalid_request");
    }
    if (issuer.fails()) {
      return error(429, "slow_down");
    }
    Map<String, String> fields =
        StsCalls.fields(new String(request.body(), StandardCharsets.UTF_8));
    if (!request.header("authorization").equals(basic(issuer.client()))) {
      return error(401, "invalid_client");
    }
    if (!fields.getOrDefault("grant_type", "").equals("client_credentials")) {
      return error(400, "unsupported_grant_type");
    }
    return Reply.json(
        Json.object()
            .put("access_token", issuer.identityToken(fields))
            .put("token_type", "Bearer")
            .put("expires_in", 300));
  }

  private static Reply error(int status, String code) {
    return new Reply.Whole(
        status,
        Map.of("Content-Type", "application/json"),
        Json.bytes(Json.object().put("error", code)));
  }

  private static String basic(String client) {
    return "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
  }
}
