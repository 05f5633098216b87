package routec.runtime.spi;

/** How a request proves to its provider who sends it. */
public sealed interface Authorization {

  /** Not at all. */
  record None() implements Authorization {}

  /**
   * AWS Signature Version 4, or a Bedrock API key where the credentials turn out to be one.
   *
   * @param region the region of the credential scope
   * @param service the signing name, {@code bedrock} or {@code bedrock-mantle}
   * @param credentials whose
   */
  record SigV4(String region, String service, Credentials credentials) implements Authorization {}

  /**
   * A key out of a mounted Secret, sent in a header.
   *
   * @param header the header's name in lower case
   * @param prefix what stands before the key, such as {@code Bearer } with its space
   * @param secret {@code namespace/name}
   * @param key the file's name in the Secret
   */
  record ApiKey(String header, String prefix, String secret, String key) implements Authorization {}

  /**
   * The caller's own credentials, out of headers that no provider ever sees as they came.
   *
   * @param header for an {@link ApiKey} the header that holds the caller's key, for {@link SigV4}
   *     the beginning of the three headers {@code …access-key-id}, {@code …secret-access-key},
   *     {@code …session-token}; lower case
   * @param required whether a caller without credentials is refused instead of served by those
   *     configured
   * @param configured how they are used, and whose are used where the caller has none
   */
  record FromCaller(String header, boolean required, Authorization configured)
      implements Authorization {}
}
