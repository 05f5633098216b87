package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * A BackendSecurityPolicy: how requests to a backend prove who sends them.
 *
 * @param type {@code AWSCredentials}, {@code APIKey}, and so on
 * @param aws the AWS credentials, for that type
 * @param secretRef the Secret of the other types, where they have one
 * @param credentialOverride where per-request credentials are configured, if they are
 */
public record BackendSecurityPolicy(
    Meta meta,
    List<Ref> targetRefs,
    Located<String> type,
    Optional<AwsCredentials> aws,
    Optional<Ref> secretRef,
    Optional<Span> credentialOverride)
    implements Manifest {

  /**
   * AWS credentials; with neither file nor token exchange the default chain is meant.
   *
   * @param region the region to sign for
   * @param file a credentials file in a Secret
   * @param oidcExchangeToken where a token exchange is configured, if it is
   */
  public record AwsCredentials(
      Located<String> region,
      Optional<CredentialsFile> file,
      Optional<Span> oidcExchangeToken,
      Span span) {}

  /**
   * A credentials file as AWS tools read it, under the key {@code credentials} of a Secret.
   *
   * @param secretRef the Secret
   * @param profile which section of the file
   */
  public record CredentialsFile(Ref secretRef, Located<String> profile) {}
}
