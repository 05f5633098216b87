package routec.runtime.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routec.runtime.attempt.AttemptSettings;
import routec.runtime.attempt.Attempts;
import routec.runtime.aws.CredentialStore;
import routec.runtime.aws.RequestAuthorizer;
import routec.runtime.bytes.Slice;
import routec.runtime.observe.AccessLog;
import routec.runtime.observe.CallObservers;
import routec.runtime.observe.Metrics;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Backend;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.Contract;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.upstream.ImageFetcher;
import routec.runtime.upstream.ImageLimits;
import routec.runtime.upstream.PooledWire;
import routec.runtime.upstream.Proxies;
import routec.runtime.upstream.WireSettings;

/** One running gateway: the compiled routes, the floors below them, Helidon in front. */
public final class GatewayServer implements AutoCloseable {
  private static final Duration NEVER = Duration.ofDays(3_650);
  private static final int HTTPS = 443;

  /** Longer than Envoy keeps a connection to the runtime that it does not use. */
  private static final long ENVOY_CLOSES_MILLIS = 4_500;

  private final Settings settings;
  private final SecretSource secrets;
  private final PooledWire wire;
  private final CredentialStore credentials;
  private final Attempts attempts;
  private final CallObservers observers;
  private final CallHandler handler;
  private final ClientConnections connections;
  private final AdminServer admin;
  private final Optional<SocketPlace> place;
  private final WebServer server;

  private GatewayServer(Settings settings, CompiledGateway gateway) throws SettingsRefused {
    Contract.require(gateway.contract());
    List<ListenerRoutes> listeners = gateway.listeners();
    if (listeners.isEmpty()) {
      throw new SettingsRefused("The compiled gateway has no listener.");
    }
    this.settings = settings;
    WireSettings wireSettings = wireSettings(settings);
    Set<Backend> backends = backends(listeners);
    secrets = SecretSource.open(settings, backends);
    wire = new PooledWire(wireSettings, secrets.secrets());
    credentials = new CredentialStore(secrets.secrets(), wire);
    attempts =
        new Attempts(
            wire,
            new RequestAuthorizer(credentials, InstantSource.system()),
            new DialectFaults(),
            attemptSettings(settings));
    for (Backend backend : backends) {
      credentials.open(backend.authorization());
      wire.open(backend.target());
    }
    Metrics metrics = new Metrics();
    metrics.credentials(this::credentialStates);
    metrics.backends(attempts::resting);
    observers = new CallObservers(metrics, accessLog(settings));
    admin =
        new AdminServer(
            settings.text(Setting.ADMIN_ADDRESS),
            settings.number(Setting.ADMIN_PORT),
            metrics,
            () -> CredentialState.trouble(credentialStates()));
    Limits limits = Limits.of(settings);
    handler =
        new CallHandler(
            listeners,
            attempts,
            observers,
            limits,
            images(settings),
            !settings.text(Setting.SERVER_SOCKET).isEmpty());
    EarlyRefusals refusals = new EarlyRefusals(observers);
    connections =
        new ClientConnections(
            Http1ConnectionSelector.builder()
                .config(
                    Http1Config.builder()
                        .maxHeadersSize(settings.number(Setting.SERVER_HEADERS))
                        .build())
                .build(),
            ClientPatience.of(settings),
            refusals);
    String socket = settings.text(Setting.SERVER_SOCKET);
    place = socket.isEmpty() ? Optional.empty() : Optional.of(new SocketPlace(Path.of(socket)));
    server = webServer(refusals, limits.largestBody(listeners));
  }

  private static Set<Backend> backends(List<ListenerRoutes> listeners) {
    return listeners.stream()
        .flatMap(listener -> listener.hosts().stream())
        .flatMap(host -> host.table().routes().stream())
        .flatMap(route -> Stream.of(Endpoint.values()).map(route::attempts))
        .flatMap(List::stream)
        .map(Attempt::backend)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** How everything is doing that proves the gateway to somebody, and where that comes from. */
  private List<CredentialState> credentialStates() {
    return CredentialState.bySource(
        Stream.of(secrets.secrets().states(), credentials.states(), wire.states())
            .flatMap(List::stream));
  }

  /**
   * Starts a gateway; when this returns it serves.
   *
   * @throws SettingsRefused if it can't start with these settings
   */
  public static GatewayServer start(Settings settings, CompiledGateway gateway)
      throws SettingsRefused {
    GatewayServer started = new GatewayServer(settings, gateway);
    boolean up = false;
    try {
      started.open();
      up = true;
      return started;
    } finally {
      if (!up) {
        started.close();
      }
    }
  }

  /** Where clients reach it. */
  public String place() {
    String socket = settings.text(Setting.SERVER_SOCKET);
    return socket.isEmpty()
        ? "http://" + settings.text(Setting.SERVER_ADDRESS) + ":" + server.port()
        : "unix:" + socket;
  }

  /** The TCP port, where it listens on one. */
  public int port() {
    return server.port();
  }

  public int adminPort() {
    return admin.port();
  }

  /**
   * Fails readiness, lets the calls under way finish as long as the settings allow, and stops.
   *
   * <p>Behind Envoy no call is lost: first each reply ends its connection; then the socket's place
   * is free for a successor, for which Envoy waits; and the connections are left to Envoy to close,
   * because one that the server closes may have got a request at that very moment.
   */
  public void drain() throws SettingsRefused {
    admin.drain();
    handler.drain();
    try {
      Thread.sleep(settings.millis(Setting.TIMEOUTS_NOTICE));
      if (place.isPresent()) {
        admin.close();
        place.get().leave();
        connections.awaitEnd(ENVOY_CLOSES_MILLIS, settings.millis(Setting.TIMEOUTS_DRAIN));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    place.ifPresent(SocketPlace::leave);
    server.stop(); // takes no more connections, and waits for the calls under way
    connections.close();
    admin.close();
    attempts.close();
    credentials.close();
    wire.close();
    secrets.close();
    observers.close();
  }

  private void open() throws SettingsRefused {
    try {
      if (place.isPresent()) {
        place.get().clear();
      }
      admin.start();
    } catch (IOException | IllegalStateException e) {
      throw new SettingsRefused(
          "The admin's port "
              + settings.text(Setting.ADMIN_PORT)
              + " or the socket can't be had: is another gateway running there?");
    }
    server.start();
    if (!server.isRunning()) { // Helidon only logs that it could not listen
      throw cannotListen();
    }
    if (place.isPresent()) {
      try {
        place.get().take();
      } catch (IOException e) {
        throw cannotListen();
      }
    }
    admin.serve();
  }

  private SettingsRefused cannotListen() {
    String socket = settings.text(Setting.SERVER_SOCKET);
    return new SettingsRefused(
        "The gateway can't listen on "
            + (socket.isEmpty() ? "port " + settings.text(Setting.SERVER_PORT) : socket)
            + ": is another one running there?");
  }

  private WebServer webServer(EarlyRefusals refusals, long largestBody) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .shutdownGracePeriod(Duration.ofMillis(settings.millis(Setting.TIMEOUTS_DRAIN)))
            .idleConnectionTimeout(NEVER) // connections are looked after by us
            .maxPayloadSize(largestBody)
            .maxTcpConnections(settings.number(Setting.SERVER_CONNECTIONS))
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .addConnectionSelector(connections)
            .directHandlers(HelidonErrors.handlers(refusals))
            .routing(HttpRouting.builder().any(handler));
    if (place.isPresent()) {
      return builder.bindAddress(place.get().address()).build();
    }
    return builder
        .host(settings.text(Setting.SERVER_ADDRESS))
        .port(settings.number(Setting.SERVER_PORT))
        .build();
  }

  private static AccessLog accessLog(Settings settings) throws SettingsRefused {
    if (!settings.flag(Setting.LOG_ACCESS)) {
      return AccessLog.off();
    }
    String file = settings.text(Setting.LOG_FILE);
    try {
      return file.isEmpty() ? AccessLog.to(System.out) : AccessLog.to(Path.of(file));
    } catch (IOException e) {
      throw new SettingsRefused(
          Setting.LOG_FILE.key() + " names a file that can't be written: " + file);
    }
  }

  private static AttemptSettings attemptSettings(Settings settings) throws SettingsRefused {
    AttemptSettings usual = AttemptSettings.defaults();
    return new AttemptSettings(
        settings.millis(Setting.TIMEOUTS_CALL),
        settings.millis(Setting.TIMEOUTS_FIRST_BYTE),
        settings.millis(Setting.TIMEOUTS_IDLE),
        settings.millis(Setting.TIMEOUTS_PING),
        usual.maxAttempts(),
        usual.maxReplyBytes());
  }

  /** Fetches images, if the operator wants that. */
  private Optional<ImageFetcher> images(Settings from) {
    return from.flag(Setting.IMAGES_FETCH)
        ? Optional.of(
            wire.images(
                new ImageLimits(
                    from.hosts(Setting.IMAGES_HOSTS, HTTPS),
                    from.number(Setting.IMAGES_BYTES),
                    from.number(Setting.IMAGES_COUNT),
                    from.millis(Setting.IMAGES_WAIT))))
        : Optional.empty();
  }

  private static Proxies proxies() throws SettingsRefused {
    try {
      return Proxies.of(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new SettingsRefused(String.valueOf(e.getMessage()));
    }
  }

  private static WireSettings wireSettings(Settings settings) throws SettingsRefused {
    WireSettings wire =
        WireSettings.defaults()
            .withResolve(settings.pairs(Setting.UPSTREAM_RESOLVE))
            .withProxies(proxies())
            .withConnectMillis(settings.millis(Setting.UPSTREAM_CONNECT))
            .withMaxConnections(
                settings.number(Setting.UPSTREAM_CONNECTIONS),
                settings.millis(Setting.UPSTREAM_WAIT));
    String trust = settings.text(Setting.UPSTREAM_TRUST);
    if (trust.isEmpty()) {
      return wire;
    }
    try {
      return wire.withTrust(Slice.of(Files.readAllBytes(Path.of(trust))));
    } catch (IOException e) {
      throw new SettingsRefused(
          Setting.UPSTREAM_TRUST.key() + " names a file that can't be read: " + trust);
    }
  }
}
