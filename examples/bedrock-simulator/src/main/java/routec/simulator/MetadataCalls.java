package routec.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The credentials of EC2's instance metadata (version 2), of ECS and of EKS Pod Identity. */
final class MetadataCalls {
  private static final String ROLE = "simulated-role";
  private static final String SESSION = "simulated-imds-token";
  private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";

  private final Issuer issuer;

  MetadataCalls(Issuer issuer) {
    this.issuer = issuer;
  }

  /** The reply, or empty when the request is none of these services'. */
  Optional<Reply> answer(HttpRequest request) {
    String path = request.path();
    if (path.equals("/latest/api/token")) {
      boolean right =
          request.method().equals("PUT")
              && !request.header("x-aws-ec2-metadata-token-ttl-seconds").isEmpty();
      return Optional.of(right ? text(200, SESSION) : text(400, ""));
    }
    boolean credentials =
        path.startsWith(CREDENTIALS)
            || path.equals("/v1/credentials")
            || path.startsWith("/v2/credentials/");
    if (credentials && issuer.fails()) {
      return Optional.of(text(503, "Too many requests."));
    }
    if (path.startsWith(CREDENTIALS)) {
      return Optional.of(instance(request, path.substring(CREDENTIALS.length())));
    }
    return credentials ? Optional.of(container(request, path)) : Optional.empty();
  }

  private Reply instance(HttpRequest request, String role) {
    if (!request.header("x-aws-ec2-metadata-token").equals(SESSION)) {
      return text(401, "");
    }
    if (role.isEmpty()) {
      return text(200, ROLE);
    }
    if (!role.equals(ROLE)) {
      return text(404, "");
    }
    ObjectNode body = credential(issuer.issue("instance"));
    return Reply.json(body.put("Code", "Success").put("Type", "AWS-HMAC"));
  }

  /** ECS trusts the path; Pod Identity wants the pod's token. */
  private Reply container(HttpRequest request, String path) {
    boolean pod = path.equals("/v1/credentials");
    if (pod && !issuer.knowsIdentity(request.header("authorization"))) {
      return text(401, "The authorization token is not valid.");
    }
    return Reply.json(credential(issuer.issue(pod ? "pod" : "task")));
  }

  private static ObjectNode credential(Credential credential) {
    return Json.object()
        .put("AccessKeyId", credential.accessKeyId())
        .put("SecretAccessKey", credential.secretAccessKey())
        .put("Token", credential.sessionToken().orElseThrow())
        .put("Expiration", credential.expires().orElseThrow().toString());
  }

  private static Reply text(int status, String body) {
    return new Reply.Whole(
        status, Map.of("Content-Type", "text/plain"), body.getBytes(StandardCharsets.UTF_8));
  }
}
