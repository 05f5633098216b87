package routec.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** GetRoleCredentials of AWS's IAM Identity Center. */
final class SsoCalls {
  private static final String PATH = "/federation/credentials";

  private final Issuer issuer;

  SsoCalls(Issuer issuer) {
    this.issuer = issuer;
  }

  /** The reply, or empty when the request is none of the portal's. */
  Optional<Reply> answer(HttpRequest request) {
    return request.method().equals("GET") && request.path().equals(PATH)
        ? Optional.of(credentials(request))
        : Optional.empty();
  }

  private Reply credentials(HttpRequest request) {
    if (issuer.fails()) {
      return error(429, "TooManyRequestsException", "Rate exceeded");
    }
    if (!issuer.knowsIdentity(request.header("x-amz-sso_bearer_token"))) {
      return error(401, "UnauthorizedException", "Session token not found or invalid");
    }
    Map<String, String> query = StsCalls.fields(request.query());
    if (query.getOrDefault("account_id", "").isEmpty()
        || query.getOrDefault("role_name", "").isEmpty()) {
      return error(400, "InvalidRequestException", "role_name and account_id are wanted");
    }
    Credential credential = issuer.issue("sso-" + query.get("role_name"));
    ObjectNode body = Json.object();
    body.putObject("roleCredentials")
        .put("accessKeyId", credential.accessKeyId())
        .put("secretAccessKey", credential.secretAccessKey())
        .put("sessionToken", credential.sessionToken().orElseThrow())
        .put("expiration", credential.expires().orElseThrow().toEpochMilli());
    return Reply.json(body);
  }

  private static Reply error(int status, String type, String message) {
    return new Reply.Whole(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", type),
        Json.bytes(Json.object().put("message", message)));
  }
}
