package routec.compiler.compile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Upstream;
import routec.compiler.manifest.ConfigMap;
import routec.compiler.manifest.Secret;
import routec.compiler.output.SecretFile;

/** Collects the values that the running gateway reads as files. */
final class SecretFiles {
  private SecretFiles() {}

  /** All keys of the used Secrets, and of ConfigMaps the certificates that backends trust. */
  static List<SecretFile> of(LinkedGateway gateway) {
    SortedMap<String, SecretFile> files = new TreeMap<>();
    for (Secret secret : gateway.secrets()) {
      String folder = secret.meta().id().path();
      secret.values().forEach((key, value) -> put(files, folder + "/" + key, value.bytes()));
    }
    Map<String, ConfigMap> configMaps = new TreeMap<>();
    gateway
        .manifests()
        .of(ConfigMap.class)
        .forEach(map -> configMaps.put(map.meta().id().path(), map));
    for (LinkedBackend backend : gateway.backends()) {
      for (Upstream upstream : backend.upstreams()) {
        upstream
            .tls()
            .ifPresent(tls -> tls.trust().forEach(trust -> put(files, configMaps, trust)));
      }
    }
    return List.copyOf(files.values());
  }

  private static void put(
      Map<String, SecretFile> files, Map<String, ConfigMap> configMaps, Upstream.Trust trust) {
    ConfigMap map = configMaps.get(trust.source().path());
    if (map != null
        && trust.source().kind().equals("ConfigMap")
        && map.values().containsKey(trust.key())) {
      String text = map.values().get(trust.key()).value();
      put(files, trust.path(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(Map<String, SecretFile> files, String path, byte[] bytes) {
    files.putIfAbsent(path, new SecretFile(path, bytes));
  }
}
