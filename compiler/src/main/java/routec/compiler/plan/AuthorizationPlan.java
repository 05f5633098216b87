package routec.compiler.plan;

/** How a backend's requests prove who sends them. */
public sealed interface AuthorizationPlan {

  /** Not at all. */
  record None() implements AuthorizationPlan {}

  /**
   * Signed with keys from an AWS credentials file in a Secret.
   *
   * @param region the region of the signature
   * @param secret {@code namespace/name}
   * @param key the file's name in the Secret
   * @param profile the file's section
   * @param origin the region's line
   */
  record AwsFile(String region, String secret, String key, String profile, Origin origin)
      implements AuthorizationPlan {}

  /**
   * Signed with keys from AWS's default chain.
   *
   * @param region the region of the signature
   * @param origin the region's line
   */
  record AwsChain(String region, Origin origin) implements AuthorizationPlan {}
}
