package routec.runtime.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.Supplier;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.json.JsonWriter;
import routec.runtime.observe.Metrics;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}, for operators and probes. */
final class AdminServer implements AutoCloseable {
  private final WebServer server;
  private final Supplier<Optional<String>> trouble;
  private volatile boolean serving;
  private volatile boolean draining;

  /**
   * @param trouble what is wrong with the credentials, if anything
   */
  AdminServer(String address, int port, Metrics metrics, Supplier<Optional<String>> trouble) {
    this.trouble = trouble;
    server =
        WebServer.builder()
            .host(address)
            .port(port)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .routing(
                HttpRouting.builder()
                    .get("/healthz", (_, response) -> json(response, 200, "status", "ok"))
                    .get("/readyz", (_, response) -> ready(response))
                    .get(
                        "/metrics",
                        (_, response) ->
                            response
                                .header(
                                    HeaderNames.CONTENT_TYPE,
                                    "text/plain; version=0.0.4; charset=utf-8")
                                .send(metrics.text())))
            .build();
  }

  /**
   * @throws IllegalStateException if the port can't be had
   */
  void start() {
    server.start();
    if (!server.isRunning()) {
      throw new IllegalStateException("The admin's port can't be had.");
    }
  }

  int port() {
    return server.port();
  }

  /** Readiness holds from now on: clients can connect. */
  void serve() {
    serving = true;
  }

  /** Fails readiness from now on. */
  void drain() {
    draining = true;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void ready(ServerResponse response) {
    if (draining || !serving) {
      json(response, 503, "status", draining ? "draining" : "starting");
      return;
    }
    Optional<String> problem = trouble.get();
    json(response, 200, "status", "ready", "credentials", problem.orElse("ok"));
  }

  private static void json(ServerResponse response, int status, String... members) {
    ByteWriter out = new ByteWriter(64);
    JsonWriter json = new JsonWriter(out);
    json.beginObject();
    for (int i = 0; i < members.length; i += 2) {
      json.name(members[i]).string(members[i + 1]);
    }
    json.endObject();
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(out.bytes());
  }
}
