package routec.compiler.link;

import java.util.Optional;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Secret;
import routec.compiler.source.Located;

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
   */
  record AwsFile(
      Located<String> region,
      ObjectId secret,
      String key,
      Located<String> profile,
      Optional<Secret> manifest,
      ObjectId policy)
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
   */
  record DefaultChain(Located<String> region, ObjectId policy) implements CredentialSource {}
}
