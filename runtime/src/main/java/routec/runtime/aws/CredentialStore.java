package routec.runtime.aws;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Wire;

/** All credentials in use; reading them never waits once they were there. */
public final class CredentialStore implements AutoCloseable {
  private final Secrets secrets;
  private final Wire wire;
  private final Map<Place, KeySource> sources = new ConcurrentHashMap<>();
  private final Map<Authorization.ApiKey, ApiKeySource> apiKeys = new ConcurrentHashMap<>();

  /**
   * @param wire how STS, OIDC providers and IAM Identity Center are reached
   */
  public CredentialStore(Secrets secrets, Wire wire) {
    this.secrets = secrets;
    this.wire = wire;
  }

  /** A source and the region that it is asked in: roles are assumed at the region's own STS. */
  private record Place(Credentials credentials, String region) {}

  /** Begins to fetch what will be wanted, so that no call waits for it and trouble shows early. */
  public void open(Authorization how) {
    switch (how) {
      case Authorization.None _ -> {}
      case Authorization.ApiKey key -> apiKey(key);
      case Authorization.SigV4 sigV4 -> aws(sigV4).open();
      case Authorization.FromCaller from -> {
        if (!from.required()) {
          open(from.configured());
        }
      }
    }
  }

  KeySource aws(Authorization.SigV4 how) {
    Place place = new Place(how.credentials(), how.region());
    KeySource known = sources.get(place);
    return known != null ? known : sources.computeIfAbsent(place, this::open);
  }

  ApiKeySource apiKey(Authorization.ApiKey place) {
    ApiKeySource known = apiKeys.get(place);
    return known != null
        ? known
        : apiKeys.computeIfAbsent(place, wanted -> new ApiKeySource(wanted, secrets));
  }

  /** How each source is doing, sorted by name. */
  public List<CredentialState> states() {
    return Stream.concat(
            sources.values().stream().map(KeySource::state),
            apiKeys.values().stream().map(ApiKeySource::state))
        .sorted((a, b) -> a.source().compareTo(b.source()))
        .toList();
  }

  @Override
  public void close() {
    sources.values().forEach(KeySource::close);
  }

  private KeySource open(Place place) {
    return switch (place.credentials()) {
      case Credentials.File file -> new FileKeys(file, place.region(), secrets, wire);
      case Credentials.DefaultChain _ ->
          new FetchedKeys("the AWS default chain", new DefaultChain(place.region(), wire));
      case Credentials.TokenExchange exchange ->
          new FetchedKeys(
              "role " + exchange.role() + " by a token of " + exchange.oidc().issuer(),
              new TokenExchange(exchange, place.region(), secrets, wire));
    };
  }
}
