package routec.runtime.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import routec.runtime.secrets.ClusterObject;
import routec.runtime.secrets.ClusterSecrets;
import routec.runtime.secrets.SecretFiles;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;

/** The secrets of a gateway and what ends their being watched. */
record SecretSource(Secrets secrets, Runnable end) implements AutoCloseable {
  /** How long a gateway waits for the cluster before it serves what needs no secret. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Watches what the settings say: a folder whole, or of a cluster what these backends need. */
  static SecretSource open(Settings settings, Set<Backend> backends) {
    if (settings.text(Setting.RUNTIME_SECRETS).equals("kubernetes")) {
      ClusterSecrets cluster = ClusterSecrets.watch(wanted(backends), PATIENCE);
      return new SecretSource(cluster, cluster::close);
    }
    SecretFiles files = SecretFiles.watch(Path.of(settings.text(Setting.SECRETS_FOLDER)));
    return new SecretSource(files, files::close);
  }

  @Override
  public void close() {
    end.run();
  }

  /** The Secrets and ConfigMaps that backends name. */
  static Set<ClusterObject> wanted(Set<Backend> backends) {
    Set<ClusterObject> wanted = new TreeSet<>();
    for (Backend backend : backends) {
      add(backend.authorization(), wanted);
      if (backend.target().security() instanceof Target.Tls tls) {
        for (Target.Authorities trust : tls.trust()) {
          ClusterObject.Kind kind =
              trust.secret() ? ClusterObject.Kind.SECRET : ClusterObject.Kind.CONFIG_MAP;
          wanted.add(ClusterObject.of(kind, trust.file()));
        }
        addSecret(tls.certificate(), wanted);
      }
    }
    return wanted;
  }

  private static void add(Authorization authorization, Set<ClusterObject> wanted) {
    switch (authorization) {
      case Authorization.None _ -> {}
      case Authorization.ApiKey key -> addSecret(key.secret(), wanted);
      case Authorization.FromCaller caller -> add(caller.configured(), wanted);
      case Authorization.SigV4 sigV4 -> {
        switch (sigV4.credentials()) {
          case Credentials.DefaultChain _ -> {}
          case Credentials.File file -> addSecret(file.secret(), wanted);
          case Credentials.TokenExchange exchange -> {
            addSecret(exchange.oidc().clientSecret(), wanted);
            addSecret(exchange.oidc().clientIdSecret(), wanted);
          }
        }
      }
    }
  }

  private static void addSecret(String path, Set<ClusterObject> wanted) {
    if (!path.isEmpty()) {
      wanted.add(ClusterObject.of(ClusterObject.Kind.SECRET, path));
    }
  }
}
