package routec.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * A key pair that may sign, as IAM or STS would have issued it.
 *
 * @param sessionToken the token that must come along, for temporary credentials
 * @param expires from then on the answer is ExpiredTokenException
 */
public record Credential(
    String accessKeyId,
    String secretAccessKey,
    Optional<String> sessionToken,
    Optional<Instant> expires) {

  /** A long-term key pair. */
  public static Credential of(String accessKeyId, String secretAccessKey) {
    return new Credential(accessKeyId, secretAccessKey, Optional.empty(), Optional.empty());
  }

  /** A temporary key pair that does not expire by itself. */
  public static Credential of(String accessKeyId, String secretAccessKey, String sessionToken) {
    return new Credential(
        accessKeyId, secretAccessKey, Optional.of(sessionToken), Optional.empty());
  }

  /** The same key pair, valid until then. */
  public Credential until(Instant end) {
    return new Credential(accessKeyId, secretAccessKey, sessionToken, Optional.of(end));
  }

  @Override
  public String toString() {
    return "Credential[" + accessKeyId + "]";
  }
}
