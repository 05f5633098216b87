package routec.runtime.aws;

import java.util.Optional;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;

/** The caller's own credentials, as a policy lets callers bring them. */
final class CallerKeys {
  private CallerKeys() {}

  /** The header for the provider; empty if the caller brings no key. */
  static Optional<Header> apiKey(
      Authorization.FromCaller from, Authorization.ApiKey key, Headers client) {
    return value(client, from.header(), from.header())
        .or(() -> absent(from))
        .map(value -> new Header(key.header(), key.prefix() + value));
  }

  /** The keys to sign with; empty if the caller brings none. */
  static Optional<AwsKeys> aws(Authorization.FromCaller from, Headers client) {
    String prefix = from.header();
    Optional<String> id = value(client, prefix + "access-key-id", prefix);
    Optional<String> secret = value(client, prefix + "secret-access-key", prefix);
    Optional<String> token = value(client, prefix + "session-token", prefix);
    if (id.isPresent() && secret.isPresent()) {
      return Optional.of(new AwsKeys(id.get(), secret.get(), token.orElse(""), Optional.empty()));
    }
    if (id.isPresent() || secret.isPresent() || token.isPresent()) {
      throw new RequestFault(
          FaultKind.UNAUTHENTICATED,
          "Only a part of the AWS credentials came: send `%1$saccess-key-id` and".formatted(prefix)
              + " `%1$ssecret-access-key` together.".formatted(prefix));
    }
    absent(from);
    return Optional.empty();
  }

  private static Optional<String> absent(Authorization.FromCaller from) {
    if (from.required()) {
      throw new RequestFault(
          FaultKind.UNAUTHENTICATED,
          "This model needs the caller's own provider credentials in `%s`."
              .formatted(
                  from.configured() instanceof Authorization.SigV4
                      ? from.header() + "access-key-id"
                      : from.header()));
    }
    return Optional.empty();
  }

  private static Optional<String> value(Headers client, String header, String named) {
    Optional<String> value = client.first(header).map(String::strip).filter(v -> !v.isEmpty());
    if (value.isPresent()) {
      try {
        SecretText.checked(value.get(), named);
      } catch (IllegalStateException e) {
        throw new RequestFault(
            FaultKind.UNAUTHENTICATED, "`%s` holds no credential.".formatted(header));
      }
    }
    return value;
  }
}
