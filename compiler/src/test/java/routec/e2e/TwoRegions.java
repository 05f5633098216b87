package routec.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;

/** A gateway with real Envoy in front, before two simulated regions that the test can look into. */
final class TwoRegions implements AutoCloseable {
  static final String NOVA = "us.amazon.nova-micro-v1:0";
  static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  static final String CHAT = "/v1/chat/completions";
  static final String MESSAGES = "/anthropic/v1/messages";

  private static final Path MANIFESTS = Path.of("compiler/src/test/resources/e2e");
  private static final Credential KEY = Credential.of("AKIDEXAMPLE", "test-only-not-a-real-secret");

  final BedrockSimulator east = region("us-east-1");
  final BedrockSimulator west = region("us-west-2");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final Program program;

  /**
   * Starts it; when this returns it serves.
   *
   * @param settings of the runtime, each {@code name=value}
   */
  TwoRegions(Path folder, String... settings)
      throws IOException, InterruptedException, TimeoutException {
    this(folder, "two-regions.yaml", "", List.of(settings));
  }

  /**
   * The same with other manifests.
   *
   * @param places where more hosts are, as {@code upstream.resolve} has them, or nothing
   */
  static TwoRegions with(Path folder, String manifest, String places)
      throws IOException, InterruptedException, TimeoutException {
    return new TwoRegions(folder, manifest, places, List.of());
  }

  private TwoRegions(Path folder, String manifest, String places, List<String> settings)
      throws IOException, InterruptedException, TimeoutException {
    Path trust = folder.resolve("trust.pem");
    Files.writeString(trust, east.trustPem() + "\n" + west.trustPem());
    String more = places.isEmpty() ? "" : "," + places;
    port = Gateway.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "-f",
                Repository.root().resolve(MANIFESTS).resolve(manifest).toString(),
                "--port",
                Integer.toString(port),
                "--state",
                folder.resolve("state").toString(),
                "--set",
                "upstream.resolve="
                    + place("us-east-1", east)
                    + ","
                    + place("us-west-2", west)
                    + more,
                "--set",
                "upstream.trust=" + trust));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    program = Program.start("routec.compiler.cli.Main", arguments);
    String ready;
    try {
      ready = program.await("ready http");
    } catch (TimeoutException e) {
      close();
      throw e;
    }
    if (!ready.contains("Envoy in front")) {
      close();
      Assumptions.abort("SKIPPED: no Envoy can be had here, and this test needs one");
    }
  }

  private static BedrockSimulator region(String name) {
    return BedrockSimulator.builder().tls().region(name).credential(KEY).start();
  }

  private static String place(String region, BedrockSimulator simulator) {
    return "bedrock-runtime.%s.amazonaws.com:443=127.0.0.1:%d".formatted(region, simulator.port());
  }

  int port() {
    return port;
  }

  Program program() {
    return program;
  }

  ProcessHandle runtime() {
    return program.runtime();
  }

  /** How many requests have reached a provider. */
  long requests() {
    return east.requests() + west.requests();
  }

  static String ask(String model, String text, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":500,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, stream, text);
  }

  /** Posts JSON and waits for the whole reply. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(
        request(path, body), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Posts JSON and hands out the reply as it comes. */
  HttpResponse<InputStream> open(String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(path, body), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(90))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** What the runtime's admin says. */
  String admin(String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + 1) + path)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }

  @Override
  public void close() {
    program.close();
    east.close();
    west.close();
  }
}
