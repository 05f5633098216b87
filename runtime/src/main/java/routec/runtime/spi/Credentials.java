package routec.runtime.spi;

import java.util.List;

/** Where AWS credentials come from. */
public sealed interface Credentials {

  /**
   * A profile of an AWS credentials file in a mounted Secret.
   *
   * @param secret {@code namespace/name}
   * @param key the file's name in the Secret
   * @param profile the profile's name
   */
  record File(String secret, String key, String profile) implements Credentials {}

  /** The AWS default chain: environment, web identity, profile, container, instance. */
  record DefaultChain() implements Credentials {}

  /**
   * A token of an OIDC provider (client credentials grant), exchanged at STS for a role's keys.
   *
   * @param role the ARN of the role to assume
   * @param session the role session's name
   * @param oidc who gives the token
   */
  record TokenExchange(String role, String session, Oidc oidc) implements Credentials {}

  /**
   * An OIDC provider and the client that asks it for tokens.
   *
   * @param issuer the issuer's URL; its discovery document names the token endpoint
   * @param tokenEndpoint the token endpoint's URL; empty to discover it
   * @param clientId the client's id; empty where a Secret holds it
   * @param clientIdSecret {@code namespace/name/key} of the client's id; empty for {@code clientId}
   * @param clientSecret {@code namespace/name/key} of the client's secret
   * @param scopes the scopes to ask for, joined by spaces; may be empty
   * @param audience the audience to ask for; may be empty
   * @param resources the resources to ask for (RFC 8707)
   */
  record Oidc(
      String issuer,
      String tokenEndpoint,
      String clientId,
      String clientIdSecret,
      String clientSecret,
      String scopes,
      String audience,
      List<String> resources) {
    public Oidc {
      resources = List.copyOf(resources);
    }
  }
}
