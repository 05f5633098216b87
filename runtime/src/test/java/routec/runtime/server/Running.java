package routec.runtime.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A running gateway of one route on a port of loopback, without Envoy, and its access log. */
final class Running implements AutoCloseable {
  private static final Logger HELIDON = Logger.getLogger("io.helidon"); // kept, or it is forgotten

  final Provider provider;
  final GatewayServer server;
  private final Path log;

  private Running(Provider provider, GatewayServer server, Path log) {
    this.provider = provider;
    this.server = server;
    this.log = log;
  }

  /**
   * @param settings key, value, key, value …
   */
  static Running start(Path folder, String... settings) throws IOException, SettingsRefused {
    return start(folder, OneRoute::new, settings);
  }

  /** The same with another gateway for the provider's port. */
  static Running start(Path folder, IntFunction<OneRoute> gateway, String... settings)
      throws IOException, SettingsRefused {
    HELIDON.setLevel(Level.WARNING);
    Path log = Files.createTempFile(folder, "access", ".log");
    Map<String, String> all = new HashMap<>();
    all.put("server.port", "0");
    all.put("admin.port", "0");
    all.put("secrets.folder", folder.toString());
    all.put("log.file", log.toString());
    all.put("timeouts.notice", "0");
    all.put("timeouts.drain", "1");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Provider provider = new Provider();
    GatewayServer server = GatewayServer.start(Settings.of(all), gateway.apply(provider.port()));
    return new Running(provider, server, log);
  }

  RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  /** One request on a connection of its own. */
  RawClient.Reply ask(String request) throws IOException {
    try (RawClient client = client()) {
      return client.send(request).reply();
    }
  }

  /** The first log line with this part, or nothing if none comes in time. */
  Optional<String> logged(String part) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      for (String line : Files.readAllLines(log)) {
        if (line.contains(part)) {
          return Optional.of(line);
        }
      }
      Thread.sleep(50);
    }
    return Optional.empty();
  }

  /** How many log lines have this part. */
  long lines(String part) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(part)).count();
  }

  @Override
  public void close() throws IOException {
    server.close();
    provider.close();
  }
}
