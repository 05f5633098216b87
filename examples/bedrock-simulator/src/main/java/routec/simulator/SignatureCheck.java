package routec.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides who sent a request, as AWS does before it looks at anything else. */
final class SignatureCheck {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Pattern BEDROCK_HOST =
      Pattern.compile("bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\..*");

  private final Function<String, Optional<Credential>> credentials;
  private final Set<String> bearerKeys;
  private final Set<String> regions;
  private final Clock clock;

  SignatureCheck(
      Function<String, Optional<Credential>> credentials,
      Set<String> bearerKeys,
      Set<String> regions,
      Clock clock) {
    this.credentials = credentials;
    this.bearerKeys = bearerKeys;
    this.regions = regions;
    this.clock = clock;
  }

  /** The access key id that signed the request, or {@code bearer} for an API key. */
  String verify(HttpRequest request, String service) {
    List<String> values = request.headers().getOrDefault("authorization", List.of());
    if (values.isEmpty()) {
      throw AwsError.forbidden(
          "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (values.size() > 1) {
      throw AwsError.forbidden(
          "IncompleteSignatureException", "More than one Authorization header was sent.");
    }
    if (values.getFirst().startsWith("Bearer ")) {
      return bearer(values.getFirst().substring(7).strip());
    }
    Authorization claim = Authorization.read(values.getFirst());
    Credential credential = credential(request, claim);
    scope(request, claim, service);
    signedHeaders(request, claim);
    Instant date = date(request, claim);
    String expected =
        SdkSignature.canRepeat(claim, credential)
            ? SdkSignature.signature(request, claim, credential, date)
            : CanonicalRequest.signature(request, claim, credential.secretAccessKey());
    if (!same(expected, claim.signature())) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
    return claim.accessKeyId();
  }

  private String bearer(String key) {
    if (bearerKeys.stream().noneMatch(allowed -> same(allowed, key))) {
      throw AwsError.forbidden(
          "AccessDeniedException",
          "Authentication failed: Please make sure your API Key is valid.");
    }
    return "bearer";
  }

  private Credential credential(HttpRequest request, Authorization claim) {
    String token = request.header("x-amz-security-token");
    Credential credential =
        credentials
            .apply(claim.accessKeyId())
            .filter(known -> same(known.sessionToken().orElse(""), token))
            .orElseThrow(() ->
                AwsError.forbidden(
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."));
    if (credential.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      throw AwsError.forbidden(
          "ExpiredTokenException", "The security token included in the request is expired");
    }
    return credential;
  }

  private void scope(HttpRequest request, Authorization claim, String service) {
    if (!claim.service().equals(service)) {
      throw mismatch("Credential should be scoped to correct service: '" + service + "'. ");
    }
    Matcher host = BEDROCK_HOST.matcher(request.header("host"));
    boolean otherHost = host.matches() && !host.group(1).equals(claim.region());
    if (!regions.contains(claim.region()) || otherHost) {
      throw mismatch("Credential should be scoped to a valid region. ");
    }
  }

  private static void signedHeaders(HttpRequest request, Authorization claim) {
    List<String> signed = claim.signedHeaders();
    if (!signed.equals(signed.stream().sorted().distinct().toList())) {
      throw mismatch("The SignedHeaders must be sorted, in lower case and without repetition.");
    }
    for (String name : request.headers().keySet()) {
      boolean required = name.equals("host") || name.startsWith("x-amz-");
      if (required && !signed.contains(name)) {
        throw mismatch("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
    for (String name : signed) {
      if (!request.headers().containsKey(name)) {
        throw mismatch("The signed header '" + name + "' is not in the request.");
      }
    }
  }

  private Instant date(HttpRequest request, Authorization claim) {
    String text = request.header("x-amz-date");
    Instant date;
    try {
      date = LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw AwsError.forbidden(
          "IncompleteSignatureException",
          "Date must be in ISO-8601 'basic format'. Got '" + text + "'.");
    }
    if (!text.startsWith(claim.date())) {
      throw mismatch(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '"
              + claim.date()
              + "' != '"
              + text
              + "'.");
    }
    Instant now = clock.instant();
    if (date.isBefore(now.minus(SKEW))) {
      throw mismatch(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(text, basic(now.minus(SKEW)), basic(now)));
    }
    if (date.isAfter(now.plus(SKEW))) {
      throw mismatch(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(text, basic(now.plus(SKEW)), basic(now)));
    }
    return date;
  }

  private static String basic(Instant instant) {
    return BASIC.format(instant.atZone(ZoneOffset.UTC));
  }

  private static AwsError mismatch(String message) {
    return AwsError.forbidden("InvalidSignatureException", message);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
