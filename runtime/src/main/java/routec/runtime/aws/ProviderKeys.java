package routec.runtime.aws;

import java.time.Instant;
import java.util.Optional;
import routec.runtime.spi.UpstreamRequest;

/** What authorizes requests to AWS: keys to sign with, or an API key that is sent as it is. */
sealed interface ProviderKeys permits AwsKeys, BearerKey {
  /** When they stop being valid, where that is known. */
  Optional<Instant> expires();

  /** Whether a request was authorized by these. */
  boolean authorized(UpstreamRequest sent);

  /** The first value of a header of a request; empty if it has none. */
  static String header(UpstreamRequest request, String lowerCaseName) {
    return request.headers().stream()
        .filter(header -> header.name().equals(lowerCaseName))
        .findFirst()
        .map(header -> header.value())
        .orElse("");
  }
}
