package routec.runtime.spi;

/** How a request proves to its provider who sends it. */
public sealed interface Authorization {

  /** Not at all. */
  record None() implements Authorization {}

  /**
   * AWS Signature Version 4.
   *
   * @param region the region of the credential scope
   * @param service the signing name, {@code bedrock}
   * @param credentials whose
   */
  record SigV4(String region, String service, Credentials credentials) implements Authorization {}
}
