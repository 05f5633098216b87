package routec.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * AssumeRole and AssumeRoleWithWebIdentity of AWS STS: a form comes in, XML goes out.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/">the API</a>
 */
final class StsCalls {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");

  private final Issuer issuer;
  private final Consumer<HttpRequest> verified;

  /**
   * @param verified throws unless a request is signed for the service {@code sts}
   */
  StsCalls(Issuer issuer, Consumer<HttpRequest> verified) {
    this.issuer = issuer;
    this.verified = verified;
  }

  /** The reply, or empty when the request is none of STS's. */
  Optional<Reply> answer(HttpRequest request) {
    boolean form = request.header("content-type").startsWith("application/x-www-form-urlencoded");
    if (!request.method().equals("POST") || !request.path().equals("/") || !form) {
      return Optional.empty();
    }
    Map<String, String> fields = fields(new String(request.body(), StandardCharsets.UTF_8));
    try {
      return Optional.of(answer(request, fields));
    } catch (AwsError e) {
      return Optional.of(error(e));
    }
  }

  private Reply answer(HttpRequest request, Map<String, String> fields) {
    String action = fields.getOrDefault("Action", "");
    if (!fields.getOrDefault("Version", "").equals("2011-06-15")) {
      throw new AwsError(400, "InvalidAction", "Could not find operation for this version.");
    }
    if (issuer.fails()) {
      throw new AwsError(400, "Throttling", "Rate exceeded");
    }
    switch (action) {
      case "AssumeRole" -> verified.accept(request);
      case "AssumeRoleWithWebIdentity" -> {
        if (!issuer.knowsIdentity(fields.getOrDefault("WebIdentityToken", ""))) {
          throw new AwsError(
              400, "InvalidIdentityToken", "The web identity token could not be validated.");
        }
      }
      default ->
          throw new AwsError(400, "InvalidAction", "Could not find operation " + action + ".");
    }
    return assumed(action, fields);
  }

  private Reply assumed(String action, Map<String, String> fields) {
    String role = fields.getOrDefault("RoleArn", "");
    String session = fields.getOrDefault("RoleSessionName", "");
    if (!ROLE.matcher(role).matches() || !SESSION.matcher(session).matches()) {
      throw new AwsError(
          400, "ValidationError", "RoleArn or RoleSessionName failed to satisfy its constraint.");
    }
    String name = role.substring(role.lastIndexOf('/') + 1);
    String externalId = fields.getOrDefault("ExternalId", "");
    boolean wanted = name.startsWith("external-") && !externalId.equals(name.substring(9));
    if (name.startsWith("denied") || wanted) {
      throw new AwsError(
          403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole on " + role);
    }
    Credential credential = issuer.issue(name);
    String assumed =
        role.replace(":iam:", ":sts:")
            .replaceFirst(":role/.*", ":assumed-role/" + name + "/" + session);
    return xml(
        200,
        """
        <%1$sResponse xmlns="%2$s"><%1$sResult><AssumedRoleUser>\
        <AssumedRoleId>AROASIMULATED:%3$s</AssumedRoleId><Arn>%4$s</Arn></AssumedRoleUser>\
        <Credentials><AccessKeyId>%5$s</AccessKeyId><SecretAccessKey>%6$s</SecretAccessKey>\
        <SessionToken>%7$s</SessionToken><Expiration>%8$s</Expiration></Credentials>\
        </%1$sResult><ResponseMetadata><RequestId>simulated</RequestId></ResponseMetadata>\
        </%1$sResponse>\
        """
            .formatted(
                action,
                NAMESPACE,
                session,
                assumed,
                credential.accessKeyId(),
                credential.secretAccessKey(),
                credential.sessionToken().orElseThrow(),
                credential.expires().orElseThrow()));
  }

  private static Reply error(AwsError error) {
    String message = String.valueOf(error.getMessage()).replace("&", "&amp;").replace("<", "&lt;");
    return xml(
        error.status(),
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>simulated</RequestId></ErrorResponse>"
            .formatted(NAMESPACE, error.type(), message));
  }

  private static Reply xml(int status, String body) {
    return new Reply.Whole(
        status, Map.of("Content-Type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
