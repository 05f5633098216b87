package routec.runtime.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;

/** All credentials in use; reading them never waits once they were there. */
public final class CredentialStore implements AutoCloseable {
  private final Secrets secrets;
  private final Map<Credentials, KeySource> sources = new ConcurrentHashMap<>();

  public CredentialStore(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @throws routec.runtime.fault.GatewayFault UNAVAILABLE if there are none
   */
  AwsKeys keys(Credentials credentials) {
    return source(credentials).keys();
  }

  boolean refresh(Credentials credentials) {
    return source(credentials).refresh();
  }

  /** What is wrong with credentials in use, for operators; no values. */
  public Optional<String> trouble() {
    List<String> all =
        sources.values().stream().flatMap(source -> source.trouble().stream()).sorted().toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }

  @Override
  public void close() {
    sources.values().forEach(KeySource::close);
  }

  private KeySource source(Credentials credentials) {
    KeySource known = sources.get(credentials);
    return known != null ? known : sources.computeIfAbsent(credentials, this::open);
  }

  private KeySource open(Credentials credentials) {
    return switch (credentials) {
      case Credentials.File file -> new FileKeys(file, secrets);
      case Credentials.DefaultChain _ -> new ChainKeys(new DefaultChain());
    };
  }
}
