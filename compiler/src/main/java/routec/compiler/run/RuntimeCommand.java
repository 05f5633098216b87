package routec.compiler.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the runtime is started: its JVM, its class path, its settings. */
final class RuntimeCommand {
  private static final String MAIN = "routec.runtime.server.RuntimeMain";

  private RuntimeCommand() {}

  static List<String> of(RunSettings settings, Path routes, boolean envoy) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores <= 2) {
      command.add("-XX:+UseSerialGC");
    }
    if (envoy) {
      // Envoy has the other half of the cores: carriers for all of them only wake one another.
      command.add("-Djdk.virtualThreadScheduler.parallelism=" + Math.max(1, cores / 2));
    }
    for (String option :
        System.getenv().getOrDefault("ROUTEC_RUNTIME_JAVA_OPTS", "").split(" ", -1)) {
      if (!option.isEmpty()) {
        command.add(option);
      }
    }
    settings(settings, envoy)
        .forEach((name, value) -> command.add("-Droutec." + name + "=" + value));
    List<String> classPath = new ArrayList<>(List.of(routes.toString()));
    classPath.addAll(ClassPath.withoutGateways());
    command.addAll(List.of("-cp", ClassPath.join(classPath), MAIN));
    return command;
  }

  private static Map<String, String> settings(RunSettings settings, boolean envoy)
      throws RunRefused {
    Map<String, String> all = new TreeMap<>();
    if (envoy) {
      all.put("server.socket", settings.socketPath());
    } else {
      all.put("server.address", "127.0.0.1");
      all.put("server.port", Integer.toString(settings.port()));
    }
    all.put("admin.port", Integer.toString(settings.runtimeAdmin()));
    all.put("secrets.folder", settings.secrets().toString());
    all.putAll(settings.runtime());
    return all;
  }
}
