package routec.runtime.server;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import routec.runtime.spi.CompiledGateway;

/**
 * The runtime's program: serves the compiled gateway on its class path until it is told to stop.
 *
 * <p>Prints {@code listening on PLACE} once it serves. Exit codes: 0 stopped by a signal after
 * draining, 2 wrong settings or no gateway to serve.
 */
public final class RuntimeMain {
  private static final System.Logger LOG = System.getLogger(RuntimeMain.class.getName());

  // Kept, so that the logging system does not forget its level.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private RuntimeMain() {}

  /**
   * Starts the gateway; takes its settings from properties, environment and runtime.yaml, or the
   * file of {@code --config FILE}.
   */
  public static void main(String[] args) throws InterruptedException {
    HELIDON.setLevel(Level.WARNING);
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      Settings settings = Settings.load(args);
      GatewayServer server = GatewayServer.start(settings, gateway());
      report(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped)));
      System.out.println("listening on " + server.place());
    } catch (SettingsRefused | IllegalStateException e) {
      System.err.println("routec: " + e.getMessage());
      System.exit(2);
    }
    stopped.await();
  }

  private static CompiledGateway gateway() throws SettingsRefused {
    List<CompiledGateway> found =
        ServiceLoader.load(CompiledGateway.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (found.size() != 1) {
      throw new SettingsRefused(
          found.isEmpty()
              ? "There is no compiled gateway on the class path: run `routec compile` first."
              : "There are "
                  + found.size()
                  + " compiled gateways on the class path; one is wanted.");
    }
    return found.getFirst();
  }

  /** Where traffic is led elsewhere, the log must say so. */
  private static void report(Settings settings) {
    for (Setting setting : List.of(Setting.UPSTREAM_RESOLVE, Setting.UPSTREAM_TRUST)) {
      if (!settings.text(setting).isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING, "{0} is set: {1}", setting.key(), settings.text(setting));
      }
    }
  }

  private static void stop(GatewayServer server, CountDownLatch stopped) {
    try {
      server.drain();
    } catch (SettingsRefused e) {
      server.close();
    } finally {
      stopped.countDown();
    }
    Runtime.getRuntime().halt(0); // a drained gateway ends well, whatever signal asked for it
  }
}
