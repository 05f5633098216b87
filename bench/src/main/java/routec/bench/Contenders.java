package routec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The gateways of one comparison, started before the same provider and stopped together. */
final class Contenders implements AutoCloseable {
  /** The host that the provider's certificate and the manifests name. */
  static final String HOST = "bedrock-runtime.us-east-1.amazonaws.com";

  static final String MODEL = "us.amazon.nova-micro-v1:0";

  private final List<Contender> all = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private Contenders() {}

  static Contenders start(Path folder, int provider, boolean tls, Certificate certificate)
      throws IOException, InterruptedException {
    Contenders contenders = new Contenders();
    boolean up = false;
    try {
      contenders.rawEnvoy(folder, provider, tls);
      contenders.routec("Envoy + runtime", folder, provider, tls, certificate, true);
      contenders.routec("runtime alone", folder, provider, tls, certificate, false);
      up = true;
      return contenders;
    } finally {
      if (!up) {
        contenders.close();
      }
    }
  }

  /** Runtimes alone, one a manifest; each is named as its file. */
  static Contenders runtimes(Path folder, List<Path> manifests) throws IOException {
    Contenders contenders = new Contenders();
    boolean up = false;
    try {
      for (Path manifest : manifests) {
        String name = manifest.getFileName().toString().replace(".yaml", "");
        contenders.run(name, folder, manifest, List.of("--no-envoy"));
      }
      up = true;
      return contenders;
    } finally {
      if (!up) {
        contenders.close();
      }
    }
  }

  List<Contender> all() {
    return all;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      process.onExit().join();
    }
  }

  /**
   * One gateway that serves.
   *
   * @param name as the table shows it
   * @param port where it listens
   * @param root the process whose children count with it
   * @param ready when it began to serve
   */
  record Contender(String name, int port, ProcessHandle root, Instant ready) {
    /** The time from the start of the newest of its processes until it served. */
    Duration toServe() throws IOException {
      Instant started =
          root.children()
              .flatMap(child -> child.info().startInstant().stream())
              .max(Comparator.naturalOrder())
              .orElseThrow(() -> new IOException(name + " has no process that serves"));
      return Duration.between(started, ready);
    }

    /** The CPU time of all its processes so far. */
    Duration cpu() {
      Duration sum = root.info().totalCpuDuration().orElse(Duration.ZERO);
      for (ProcessHandle child : root.descendants().toList()) {
        sum = sum.plus(child.info().totalCpuDuration().orElse(Duration.ZERO));
      }
      return sum;
    }
  }

  private void rawEnvoy(Path folder, int provider, boolean tls)
      throws IOException, InterruptedException {
    int port = FreePorts.three();
    Path bootstrap = folder.resolve("raw-" + (tls ? "tls" : "plain") + ".yaml");
    Files.writeString(bootstrap, RAW.formatted(port, provider, tls ? TLS : ""));
    Process envoy =
        start(
            List.of(
                envoyBinary(), "-c", bootstrap.toString(), "--concurrency", "1", "-l", "error"));
    awaitPort(port);
    all.add(new Contender("raw Envoy pass-through", port, envoy.toHandle(), Instant.now()));
  }

  private void routec(
      String name, Path folder, int provider, boolean tls, Certificate certificate, boolean envoy)
      throws IOException, InterruptedException {
    Path manifest = folder.resolve("bench-" + (tls ? "tls" : "plain") + ".yaml");
    Files.writeString(manifest, manifest(provider, tls));
    List<String> options = new ArrayList<>();
    if (tls) {
      options.add("--set");
      options.add("upstream.resolve=" + HOST + ":443=127.0.0.1:" + provider);
      options.add("--set");
      options.add("upstream.trust=" + certificate.pem());
    }
    if (!envoy) {
      options.add("--no-envoy");
    }
    run(name, folder, manifest, options);
  }

  /** Starts {@code routec run} and waits until it serves. */
  private Contender run(String name, Path folder, Path manifest, List<String> options)
      throws IOException {
    int port = FreePorts.three();
    List<String> command =
        new ArrayList<>(
            List.of("./routec", "run", "-f", manifest.toString(), "--port", "" + port, "--state"));
    command.add(folder.resolve("state-" + port).toString());
    command.addAll(options);
    Process process = start(command);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("ready http")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException(name + " did not start");
    }
    Thread.ofVirtual().start(() -> drain(out));
    Contender contender = new Contender(name, port, process.toHandle(), Instant.now());
    all.add(contender);
    return contender;
  }

  /** Reads what a gateway prints, so that its pipe never fills. */
  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {}
    } catch (IOException e) {
      // the gateway was stopped
    }
  }

  private static String manifest(int provider, boolean tls) throws IOException {
    String example = Files.readString(Path.of("bench/src/main/resources/gateway.yaml"));
    String endpoint =
        tls
            ? "fqdn: {hostname: " + HOST + ", port: 443}"
            : "ip: {address: 127.0.0.1, port: " + provider + "}";
    String policy = tls ? Files.readString(Path.of("bench/src/main/resources/tls.yaml")) : "";
    return example.replace("fqdn: {}", endpoint) + policy;
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    return process;
  }

  private static String envoyBinary() throws IOException, InterruptedException {
    Process install =
        new ProcessBuilder("sh", "scripts/install-envoy.sh")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (install.waitFor() != 0) {
      throw new IOException("there is no Envoy to compare with");
    }
    return path.strip();
  }

  private static void awaitPort(int port) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (tries == 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static final String RAW =
      """
      static_resources:
        listeners:
        - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
          filter_chains:
          - filters:
            - name: hcm
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: in
                http_filters:
                - name: router
                  typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                  - name: all
                    domains: ['*']
                    routes: [{match: {prefix: /}, route: {cluster: provider, timeout: 0s}}]
        clusters:
        - name: provider
          connect_timeout: 1s
          load_assignment:
            cluster_name: provider
            endpoints:
            - lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]
      %s
      """;

  private static final String TLS =
      """
          transport_socket:
            name: tls
            typed_config:
              '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
              sni: %s
      """
          .formatted(HOST);
}
