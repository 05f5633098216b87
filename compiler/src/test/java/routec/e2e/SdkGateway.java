package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;
import routec.simulator.SeenRequest;

/** Envoy and the runtime as programs, before a Bedrock simulator that tests can look into. */
final class SdkGateway implements AutoCloseable {
  private static final int BOTH_WAYS = 2;
  private static final long LEAVE_SECONDS = 20;

  private final BedrockSimulator simulator;
  private final Program program;
  private final int port;

  private SdkGateway(BedrockSimulator simulator, Program program, int port) {
    this.simulator = simulator;
    this.program = program;
    this.port = port;
  }

  /** Serves examples/aws.yaml with the checks' own models. */
  static SdkGateway start(Path folder) throws IOException, InterruptedException, TimeoutException {
    BedrockSimulator simulator =
        BedrockSimulator.builder()
            .tls()
            .region("us-east-1")
            .credential(Credential.of("AKIDEXAMPLE", Gateway.SECRET))
            .start();
    int port = Gateway.freePort();
    Program program =
        Program.start(
            "routec.compiler.cli.Main",
            List.of(
                "run",
                "-f",
                Gateway.manifest(folder).toString(),
                "-f",
                SdkChecks.folder().resolve("models.yaml").toString(),
                "--port",
                "" + port,
                "--state",
                folder.resolve("state").toString(),
                "--set",
                "upstream.resolve=" + Gateway.HOST + ":443=127.0.0.1:" + simulator.port(),
                "--set",
                "upstream.trust=" + simulator.writeTrustPem(folder.resolve("bedrock.pem"))));
    SdkGateway gateway = new SdkGateway(simulator, program, port);
    try {
      program.await("ready http");
    } catch (TimeoutException e) {
      gateway.close();
      throw e;
    }
    return gateway;
  }

  /** Where clients call. */
  String url() {
    return "http://localhost:" + port;
  }

  /**
   * Waits until the gateway has left each Bedrock stream whose prompt has this text, one for each
   * way to Bedrock.
   */
  void assertLeft(String text) throws InterruptedException {
    long stop = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEAVE_SECONDS);
    while (left(text) < BOTH_WAYS && System.nanoTime() < stop) {
      Thread.sleep(50);
    }
    assertEquals(BOTH_WAYS, left(text), "Bedrock's streams that were left: " + text);
  }

  private long left(String text) {
    return simulator.recorded().stream()
        .filter(seen -> seen.bodyText().contains(text))
        .filter(SeenRequest::clientLeft)
        .count();
  }

  @Override
  public void close() {
    program.close();
    simulator.close();
  }
}
