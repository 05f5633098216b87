package routec.compiler.plan;

import java.util.List;
import java.util.Optional;

/** How a backend's requests prove who sends them. */
public sealed interface AuthorizationPlan {

  /** Not at all. */
  record None() implements AuthorizationPlan {}

  /**
   * Signed for AWS.
   *
   * @param region the region of the signature
   * @param service the signing name, {@code bedrock} or {@code bedrock-mantle}
   * @param keys where the keys come from
   * @param source what says where they come from
   * @param origin the region's line
   */
  record Signed(String region, String service, Keys keys, Origin source, Origin origin)
      implements AuthorizationPlan {}

  /**
   * A key in a header.
   *
   * @param header the header's name in lower case
   * @param prefix what stands before the key
   * @param secret {@code namespace/name}
   * @param key the file's name in the Secret
   * @param origin the reference to the Secret
   */
  record ApiKey(String header, String prefix, String secret, String key, Origin origin)
      implements AuthorizationPlan {}

  /**
   * The caller's own credentials.
   *
   * @param header the header that holds them, or how several begin
   * @param required whether callers must bring them
   * @param configured what is used otherwise, and of what kind they are
   * @param origin where the policy says so
   */
  record OfCaller(String header, boolean required, AuthorizationPlan configured, Origin origin)
      implements AuthorizationPlan {}

  /** Where AWS keys come from. */
  sealed interface Keys {}

  /**
   * An AWS credentials file in a Secret.
   *
   * @param secret {@code namespace/name}
   * @param key the file's name in the Secret
   * @param profile the file's section
   */
  record File(String secret, String key, String profile) implements Keys {}

  /** AWS's default chain. */
  record Chain() implements Keys {}

  /**
   * A role, for a token of an OIDC provider.
   *
   * @param role the role's ARN
   * @param session the role session's name
   * @param issuer the issuer's URL
   * @param tokenEndpoint the token endpoint's URL; empty to discover it
   * @param clientId the client's id; empty where a Secret holds it
   * @param clientIdSecret {@code namespace/name/key} of the client's id; empty for none
   * @param clientSecret {@code namespace/name/key} of the client's secret
   * @param scopes joined by spaces
   * @param audience the audience to ask for; empty for none
   * @param resources the resources to ask for
   */
  record Exchange(
      String role,
      String session,
      String issuer,
      String tokenEndpoint,
      String clientId,
      String clientIdSecret,
      String clientSecret,
      String scopes,
      String audience,
      List<String> resources)
      implements Keys {
    public Exchange {
      resources = List.copyOf(resources);
    }
  }

  /** For people. */
  default String text() {
    return switch (this) {
      case None _ -> "not authorized";
      case Signed signed ->
          "signed for "
              + signed.region()
              + " with "
              + switch (signed.keys()) {
                case File file -> "Secret " + file.secret() + ", profile " + file.profile();
                case Chain _ -> "AWS's default chain";
                case Exchange exchange ->
                    "role " + exchange.role() + " by a token of " + exchange.issuer();
              };
      case ApiKey key -> "the key of Secret " + key.secret() + " in `" + key.header() + "`";
      case OfCaller caller ->
          "the caller's own credentials in `"
              + caller.header()
              + (caller.required() ? "`" : "`, else " + caller.configured().text());
    };
  }

  /** The line that decided it. */
  default Optional<Origin> decidedAt() {
    return switch (this) {
      case None _ -> Optional.empty();
      case Signed signed -> Optional.of(signed.origin());
      case ApiKey key -> Optional.of(key.origin());
      case OfCaller caller -> Optional.of(caller.origin());
    };
  }
}
