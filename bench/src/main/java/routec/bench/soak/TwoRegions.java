package routec.bench.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import routec.bench.FreePorts;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;

/** A gateway with Envoy in front, before two simulated regions of Bedrock over TLS. */
final class TwoRegions implements AutoCloseable {
  /**
   * What the JVM takes in a pod of 2 GiB; on a large machine it would rather grow than clean up.
   */
  private static final String HEAP = "-Xmx512m";

  private static final Path MANIFEST = Path.of("bench/src/main/resources/soak.yaml");

  private final List<BedrockSimulator> regions = new ArrayList<>();
  private final Path secret;
  private final Process process;
  private final int port;
  private Credential inForce;
  private int keys;

  /** Starts all of it; when this returns it serves. */
  TwoRegions(Path folder) throws IOException {
    inForce = key();
    for (String region : Scenario.REGIONS) {
      regions.add(
          BedrockSimulator.builder().tls().region(region).credential(inForce).keep(0).start());
    }
    Path trust = folder.resolve("trust.pem");
    Files.writeString(
        trust, regions.stream().map(BedrockSimulator::trustPem).collect(Collectors.joining("\n")));
    Path state = folder.resolve("state");
    secret = state.resolve("secrets/default/aws-credentials/credentials");
    Path manifest = folder.resolve("soak.yaml");
    Files.writeString(
        manifest,
        Files.readString(MANIFEST)
            .replace("AWS_ACCESS_KEY_ID", inForce.accessKeyId())
            .replace("AWS_SECRET_ACCESS_KEY", inForce.secretAccessKey()));
    port = FreePorts.three();
    ProcessBuilder gateway =
        new ProcessBuilder(
                "./routec",
                "run",
                "-f",
                manifest.toString(),
                "--port",
                Integer.toString(port),
                "--state",
                state.toString(),
                "--set",
                "upstream.resolve=" + resolve(),
                "--set",
                "upstream.trust=" + trust,
                "--set",
                "log.file=" + folder.resolve("access.log"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    gateway.environment().put("ROUTEC_RUNTIME_JAVA_OPTS", HEAP);
    process = gateway.start();
    awaitReady();
  }

  private String resolve() {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      String host = "bedrock-runtime." + Scenario.REGIONS.get(i) + ".amazonaws.com";
      places.add(host + ":443=127.0.0.1:" + regions.get(i).port());
    }
    return String.join(",", places);
  }

  private void awaitReady() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("ready http")) {
      line = out.readLine();
    }
    if (line == null) {
      close();
      throw new IOException("the gateway did not start");
    }
    if (!line.contains("Envoy in front")) {
      close();
      throw new IOException("there is no Envoy to put in front");
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
  }

  int port() {
    return port;
  }

  /** The runtime's process. */
  long runtime() throws IOException {
    return child("routec.runtime.server.RuntimeMain");
  }

  /** Envoy's process. */
  long envoy() throws IOException {
    return child("envoy.yaml");
  }

  private long child(String part) throws IOException {
    for (ProcessHandle child : process.descendants().toList()) {
      String command = Vitals.command(child.pid());
      if (command.contains(part)) {
        return child.pid();
      }
    }
    throw new IOException("the gateway has no process `" + part + "`");
  }

  /** The runtime's metrics as text. */
  String metrics() throws IOException {
    try (Caller admin = new Caller(port + 1)) {
      byte[] request =
          "GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      return admin.call(request).body();
    }
  }

  /** The requests that reached the regions. */
  List<Long> requests() {
    return regions.stream().map(BedrockSimulator::requests).toList();
  }

  /**
   * Puts a new key pair into the Secret as a careful user does; the old one is good for a while.
   */
  Runnable rotate() throws IOException {
    Credential old = inForce;
    Credential fresh = key();
    regions.forEach(region -> region.credentials(old, fresh));
    Path beside = secret.resolveSibling("credentials.new");
    Files.writeString(
        beside,
        "[default]\naws_access_key_id = "
            + fresh.accessKeyId()
            + "\naws_secret_access_key = "
            + fresh.secretAccessKey()
            + "\n");
    Files.move(beside, secret, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    inForce = fresh;
    return () -> regions.forEach(region -> region.credentials(fresh));
  }

  private Credential key() {
    keys++;
    return Credential.of(
        "AKIDSOAK%08d".formatted(keys), "soak-only-not-a-real-secret-%08d".formatted(keys));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    regions.forEach(BedrockSimulator::close);
  }
}
