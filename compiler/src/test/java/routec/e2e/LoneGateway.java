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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A gateway as a program of its own, without Envoy, that knows nothing of this machine's keys. */
final class LoneGateway implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final String MESSAGES = "/anthropic/v1/messages";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Program program;
  private final int port;

  /**
   * Starts it; when this returns it serves.
   *
   * @param folder for its files
   * @param manifest what it compiles
   * @param environment beside this machine's own
   * @param settings of the runtime, each {@code name=value}
   */
  LoneGateway(Path folder, String manifest, Map<String, String> environment, String... settings)
      throws IOException, InterruptedException, TimeoutException {
    Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
    port = Gateway.freePort();
    Map<String, String> all = new HashMap<>();
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    all.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    all.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    all.putAll(environment);
    List<String> arguments = new ArrayList<>(List.of("run", "-f", file.toString(), "--no-envoy"));
    arguments.addAll(List.of("--port", "" + port));
    arguments.addAll(List.of("--state", folder.resolve("state").toString()));
    if (Arrays.stream(settings).noneMatch(each -> each.startsWith("upstream.connect="))) {
      arguments.addAll(List.of("--set", "upstream.connect=60")); // the machine may be busy
    }
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    program = Program.start("routec.compiler.cli.Main", arguments, all);
    try {
      program.await("ready ");
    } catch (TimeoutException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  int port() {
    return port;
  }

  /** Posts JSON, with more headers as name after value, and waits for the whole reply. */
  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return client.send(
        request(path, body, headers), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Posts JSON and hands out the reply as it comes. */
  HttpResponse<InputStream> open(String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(path, body), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest request(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** What the runtime's admin says. */
  String admin(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + (port + 1) + path);
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    program.close();
  }
}
