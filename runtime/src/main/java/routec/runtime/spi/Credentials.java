package routec.runtime.spi;

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
}
