package routec.runtime.secrets;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Secrets;

/**
 * Secrets, and ConfigMaps with certificates, as the cluster's API server has them: each is listed
 * once and watched by itself, so that a change counts at once and a role may name them one by one.
 *
 * <p>Fabric8's classes are loaded only when this one is. The API server is the one of the pod's
 * service account, else of the kubeconfig.
 */
public final class ClusterSecrets implements Secrets, AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 10_000;

  /** How long a refused call may wait for a fresh look. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Duration APART = Duration.ofSeconds(1);

  private final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime() - APART.toNanos());
  private final KubernetesClient client;
  private final List<ObjectWatch<?>> watches;

  private ClusterSecrets(KubernetesClient client, Set<ClusterObject> wanted) {
    this.client = client;
    this.watches = new TreeSet<>(wanted).stream().<ObjectWatch<?>>map(this::open).toList();
  }

  /**
   * Begins to watch, and waits until each object was looked for once.
   *
   * @param patience how long to wait at most; what is not there then comes later
   */
  public static ClusterSecrets watch(Set<ClusterObject> wanted, Duration patience) {
    return watch(Config.autoConfigure(null), wanted, patience);
  }

  static ClusterSecrets watch(Config config, Set<ClusterObject> wanted, Duration patience) {
    config.setOnlyHttpWatches(true); // a web socket would give nothing but one more way to fail
    config.setRequestRetryBackoffLimit(0); // trying again is done, and told, here
    config.setWatchReconnectLimit(0); // so is a watch that ends: after it everything is listed
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    ClusterSecrets secrets =
        new ClusterSecrets(new KubernetesClientBuilder().withConfig(config).build(), wanted);
    secrets.watches.forEach(ObjectWatch::start);
    awaitLooks(secrets.watches, secrets.watches.stream().map(_ -> 0L).toList(), patience);
    return secrets;
  }

  @Override
  public Optional<Slice> read(String path) {
    for (ObjectWatch<?> watch : watches) {
      Slice found = path.startsWith(watch.object().prefix()) ? watch.content().get(path) : null;
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Lists everything anew and waits for it, but not for long; one look a second serves all. */
  @Override
  public void refresh() {
    long last = refreshedNanos.get();
    long now = System.nanoTime();
    if (now - last < APART.toNanos() || !refreshedNanos.compareAndSet(last, now)) {
      return;
    }
    List<Long> before = watches.stream().map(ObjectWatch::looks).toList();
    watches.forEach(ObjectWatch::lookNow);
    awaitLooks(watches, before, LOOK);
  }

  @Override
  public List<CredentialState> states() {
    return watches.stream().map(ObjectWatch::state).toList();
  }

  @Override
  public void close() {
    watches.forEach(ObjectWatch::close);
    client.close();
  }

  private static void awaitLooks(
      List<ObjectWatch<?>> watches, List<Long> before, Duration patience) {
    long stop = System.nanoTime() + patience.toNanos();
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).awaitLookAfter(before.get(i), stop);
    }
  }

  private ObjectWatch<?> open(ClusterObject object) {
    return switch (object.kind()) {
      case SECRET -> new ObjectWatch<>(object, Secret.class, ClusterSecrets::files, client);
      case CONFIG_MAP -> new ObjectWatch<>(object, ConfigMap.class, ClusterSecrets::files, client);
    };
  }

  private static Map<String, byte[]> files(Secret secret) {
    Map<String, byte[]> files = new TreeMap<>();
    members(secret.getData())
        .forEach(
            entry -> files.put(entry.getKey(), Base64.getMimeDecoder().decode(entry.getValue())));
    return files;
  }

  private static Map<String, byte[]> files(ConfigMap map) {
    Map<String, byte[]> files = new TreeMap<>();
    members(map.getBinaryData())
        .forEach(
            entry -> files.put(entry.getKey(), Base64.getMimeDecoder().decode(entry.getValue())));
    members(map.getData())
        .forEach(
            entry -> files.put(entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  private static Stream<Map.Entry<String, String>> members(@Nullable Map<String, String> map) {
    return map == null ? Stream.empty() : map.entrySet().stream();
  }
}
