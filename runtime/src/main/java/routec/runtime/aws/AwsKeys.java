package routec.runtime.aws;

import java.time.Instant;
import java.util.Optional;
import routec.runtime.spi.UpstreamRequest;

/** One set of AWS credentials, valid together; never shown. */
final class AwsKeys implements ProviderKeys {
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String sessionToken;
  private final Optional<Instant> expires;

  /**
   * @param sessionToken empty for long-term credentials
   * @param expires when they stop being valid, where that is known
   */
  AwsKeys(
      String accessKeyId, String secretAccessKey, String sessionToken, Optional<Instant> expires) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.expires = expires;
  }

  String accessKeyId() {
    return accessKeyId;
  }

  String secretAccessKey() {
    return secretAccessKey;
  }

  String sessionToken() {
    return sessionToken;
  }

  @Override
  public Optional<Instant> expires() {
    return expires;
  }

  @Override
  public boolean authorized(UpstreamRequest sent) {
    return ProviderKeys.header(sent, "authorization").contains("=" + accessKeyId + "/")
        && ProviderKeys.header(sent, "x-amz-security-token").equals(sessionToken);
  }

  @Override
  public String toString() {
    return "AwsKeys[hidden]";
  }
}
