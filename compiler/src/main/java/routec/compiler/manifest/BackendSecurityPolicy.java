package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;

/**
 * A BackendSecurityPolicy: how requests to a backend prove who sends them.
 *
 * @param type {@code AWSCredentials}, {@code APIKey}, and so on
 * @param aws the AWS credentials, for that type
 * @param secretRef the Secret of the other types, where they have one
 * @param override whether callers may bring their own credentials, and how
 */
public record BackendSecurityPolicy(
    Meta meta,
    List<Ref> targetRefs,
    Located<String> type,
    Optional<AwsCredentials> aws,
    Optional<Ref> secretRef,
    Optional<CallersOwn> override)
    implements Manifest {

  /**
   * AWS credentials; with neither file nor token exchange the default chain is meant.
   *
   * @param region the region to sign for
   * @param file a credentials file in a Secret
   * @param exchange a token exchange
   */
  public record AwsCredentials(
      Located<String> region,
      Optional<CredentialsFile> file,
      Optional<TokenExchange> exchange,
      Span span) {}

  /**
   * A credentials file as AWS tools read it, under the key {@code credentials} of a Secret.
   *
   * @param secretRef the Secret
   * @param profile which section of the file
   */
  public record CredentialsFile(Ref secretRef, Located<String> profile) {}

  /**
   * A role's keys for a token of an OIDC provider.
   *
   * @param role the role's ARN
   * @param audience the audience to ask a token for
   * @param oidc the provider and its client, as Envoy Gateway writes them
   * @param exchange the whole of it
   */
  public record TokenExchange(
      Located<String> role, Optional<Located<String>> audience, Oidc oidc, YamlMapping exchange) {}

  /**
   * An OIDC provider and the client that asks it.
   *
   * @param issuer the issuer's URL
   * @param tokenEndpoint the token endpoint's URL, where it is not to be discovered
   * @param clientId the client's id, unless a Secret holds it
   * @param clientIdRef the Secret that holds the client's id, under {@code client-id}
   * @param clientSecret the Secret that holds its secret, under {@code client-secret}
   * @param scopes the scopes to ask for
   * @param resources the resources to ask for
   * @param mapping the whole of it
   */
  public record Oidc(
      Located<String> issuer,
      Optional<Located<String>> tokenEndpoint,
      Optional<Located<String>> clientId,
      Optional<Ref> clientIdRef,
      Ref clientSecret,
      List<Located<String>> scopes,
      List<Located<String>> resources,
      YamlMapping mapping) {}

  /**
   * Callers' own credentials.
   *
   * @param header the header that holds them, or how several begin; none for the usual one
   * @param fallback whether a caller without is served by the policy's own
   * @param metadata whether they come by Envoy's metadata instead
   * @param span where it stands
   */
  public record CallersOwn(
      Optional<Located<String>> header, boolean fallback, boolean metadata, Span span) {}
}
