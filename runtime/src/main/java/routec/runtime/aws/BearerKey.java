package routec.runtime.aws;

import java.time.Instant;
import java.util.Optional;
import routec.runtime.spi.UpstreamRequest;

/** A Bedrock API key: sent as a bearer token, nothing is signed; never shown. */
final class BearerKey implements ProviderKeys {
  private final String key;

  BearerKey(String key) {
    this.key = key;
  }

  /** The Authorization header's value. */
  String authorization() {
    return "Bearer " + key;
  }

  @Override
  public Optional<Instant> expires() {
    return Optional.empty();
  }

  @Override
  public boolean authorized(UpstreamRequest sent) {
    return ProviderKeys.header(sent, "authorization").equals(authorization());
  }

  @Override
  public String toString() {
    return "BearerKey[hidden]";
  }
}
