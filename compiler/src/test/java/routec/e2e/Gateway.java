package routec.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A gateway compiled from examples/aws.yaml, running before the Bedrock simulator over TLS. */
final class Gateway implements AutoCloseable {
  static final String LLAMA = "us.meta.llama3-2-1b-instruct-v1:0";
  static final String CLAUDE = "anthropic.claude-3-5-sonnet-20241022-v2:0";
  static final String THINKER = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  static final String SECRET = "test-only-not-a-real-secret";

  static final String HOST = "bedrock-runtime.us-east-1.amazonaws.com";

  private final Program simulator;
  private final Program gateway;
  private final Path state;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Gateway(Program simulator, Program gateway, Path state, int port) {
    this.simulator = simulator;
    this.gateway = gateway;
    this.state = state;
    this.port = port;
  }

  /** Starts both programs and puts good keys in place. */
  static Gateway start(Path folder, boolean envoy)
      throws IOException, InterruptedException, TimeoutException {
    Path pem = folder.resolve("bedrock.pem");
    Program simulator = simulator(pem);
    String ready = simulator.await("ready ");
    Path manifest = manifest(folder);
    int port = freePort();
    Path state = folder.resolve("state");
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "run",
                    "-f",
                    manifest.toString(),
                    "--port",
                    "" + port,
                    "--state",
                    state.toString(),
                    "--set",
                    "upstream.resolve="
                        + HOST
                        + ":443=127.0.0.1:"
                        + ready.substring(ready.lastIndexOf(':') + 1),
                    "--set",
                    "upstream.trust=" + pem),
                envoy ? Stream.<String>empty() : Stream.of("--no-envoy"))
            .toList();
    Program gateway = Program.start("routec.compiler.cli.Main", arguments);
    try {
      gateway.await("ready http");
    } catch (TimeoutException e) {
      simulator.close();
      gateway.close();
      throw e;
    }
    return new Gateway(simulator, gateway, state, port);
  }

  /** A Bedrock that knows {@link #SECRET}, over TLS; its certificate goes to a file. */
  static Program simulator(Path pem) throws IOException {
    return Program.start(
        "routec.simulator.SimulatorMain",
        List.of(
            "--port",
            "0",
            "--tls",
            "--trust-out",
            pem.toString(),
            "--region",
            "us-east-1",
            "--access-key-id",
            "AKIDEXAMPLE",
            "--secret-access-key",
            SECRET,
            "--quiet"));
  }

  /** A copy of examples/aws.yaml with good keys. */
  static Path manifest(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("aws.yaml"),
        Files.readString(Repository.root().resolve("examples/aws.yaml"))
            .replace("= AWS_ACCESS_KEY_ID", "= AKIDEXAMPLE")
            .replace("= AWS_SECRET_ACCESS_KEY", "= " + SECRET));
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

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** The runtime's admin. */
  HttpResponse<String> admin(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + 1) + path)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Changes the credentials file as a careful user does: write beside, then rename. */
  void rotate(String accessKeyId, String secret) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(state.resolve("secrets"))) {
      file = files.filter(path -> path.endsWith("credentials")).findFirst().orElseThrow();
    }
    Path fresh = file.resolveSibling("credentials.new");
    Files.writeString(
        fresh,
        "[default]\naws_access_key_id = "
            + accessKeyId
            + "\naws_secret_access_key = "
            + secret
            + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  Program program() {
    return gateway;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    gateway.close();
    simulator.close();
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(30))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /**
   * A port with two free ones behind it, for the admins; below those that the system gives to
   * outgoing connections, which would take one of them now and then.
   */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_240, 32_000);
      try {
        for (int i = 0; i < 3; i++) {
          new ServerSocket(port + i).close();
        }
        return port;
      } catch (IOException e) {
        // one of the three is taken: try others
      }
    }
  }
}
