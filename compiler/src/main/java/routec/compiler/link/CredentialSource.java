package routec.compiler.link;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Secret;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** How requests to a backend prove who sends them. */
public sealed interface CredentialSource {

  /** They don't: no BackendSecurityPolicy targets the backend. */
  record None() implements CredentialSource {}

  /**
   * An AWS credentials file in a Secret.
   *
   * @param region the region to sign for
   * @param secret the Secret that holds it
   * @param key the Secret's key, always {@code credentials}
   * @param profile the file's section
   * @param manifest the Secret if an input defines it; otherwise it lives in the cluster
   * @param policy the BackendSecurityPolicy that says so
   * @param span the reference to the Secret
   */
  record AwsFile(
      Located<String> region,
      ObjectId secret,
      String key,
      Located<String> profile,
      Optional<Secret> manifest,
      ObjectId policy,
      Span span)
      implements CredentialSource {

    /** {@code namespace/name/key}, as it is mounted. */
    public String path() {
      return secret.path() + "/" + key;
    }
  }

  /**
   * AWS's default chain: environment, web identity, container, instance.
   *
   * @param region the region to sign for
   * @param policy the BackendSecurityPolicy that says so
   * @param span the policy's type, since nothing else says so
   */
  record DefaultChain(Located<String> region, ObjectId policy, Span span)
      implements CredentialSource {}

  /**
   * AWS keys of a role, for a token of an OIDC provider.
   *
   * @param region the region to sign for
   * @param exchange the role, the provider and its client
   * @param clientSecret {@code namespace/name/key} of the client's secret
   * @param clientId {@code namespace/name/key} of the client's id, where a Secret holds it
   * @param policy the BackendSecurityPolicy that says so
   */
  record TokenExchange(
      Located<String> region,
      BackendSecurityPolicy.TokenExchange exchange,
      SecretKey clientSecret,
      Optional<SecretKey> clientId,
      ObjectId policy)
      implements CredentialSource {}

  /**
   * A key that is sent as it is.
   *
   * @param header the header that it is sent in
   * @param prefix what stands before it there
   * @param key where it is
   * @param policy the BackendSecurityPolicy that says so
   */
  record ApiKey(String header, String prefix, SecretKey key, ObjectId policy)
      implements CredentialSource {}

  /**
   * Callers' own credentials.
   *
   * @param header the header that holds them, or how several begin
   * @param required whether callers must bring them
   * @param configured the policy's own, which tell the kind
   * @param span where the policy says so
   */
  record OfCaller(String header, boolean required, CredentialSource configured, Span span)
      implements CredentialSource {}

  /**
   * One key of a Secret.
   *
   * @param span the reference to the Secret
   */
  record SecretKey(ObjectId secret, String key, Span span) {

    /** {@code namespace/name/key}, as it is mounted. */
    public String path() {
      return secret.path() + "/" + key;
    }
  }

  /** The Secrets that it reads. */
  default List<ObjectId> secrets() {
    return switch (this) {
      case None _, DefaultChain _ -> List.of();
      case AwsFile file -> List.of(file.secret());
      case TokenExchange exchange ->
          Stream.concat(Stream.of(exchange.clientSecret()), exchange.clientId().stream())
              .map(SecretKey::secret)
              .toList();
      case ApiKey key -> List.of(key.key().secret());
      case OfCaller caller -> caller.configured().secrets();
    };
  }

  /** The AWS region that requests are signed for, if they are. */
  default Optional<Located<String>> signingRegion() {
    return switch (this) {
      case None _, ApiKey _ -> Optional.empty();
      case AwsFile file -> Optional.of(file.region());
      case DefaultChain chain -> Optional.of(chain.region());
      case TokenExchange exchange -> Optional.of(exchange.region());
      case OfCaller caller -> caller.configured().signingRegion();
    };
  }
}
