package routec.simulator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs the simulator as a program, until it is told to stop. */
public final class SimulatorMain {
  private static final String USAGE =
      """
      Usage: SimulatorMain [options]
        --port N                  port on 127.0.0.1; 0 (default) for any free one
        --tls                     serve TLS with a certificate made for this run
        --trust-out FILE          write that certificate (PEM) to FILE
        --access-key-id ID        key pair that may sign (default: AWS's documentation example)
        --secret-access-key KEY
        --session-token TOKEN     token that must come with it
        --api-key KEY             Bedrock API key that is taken as Authorization: Bearer
        --region REGION           region that is served (default us-east-1); may be repeated
        --issue-credentials SEC   also answer as STS, instance metadata, ECS and Pod Identity do,
                                  with credentials that are valid for so long
        --identity-token TOKEN    identity token that STS and Pod Identity believe
        --min-cache-tokens N      least length of a cached prompt, in place of each model's own
        --quiet                   no line for each request
      """;

  private int port;
  private boolean tls;
  private boolean quiet;
  private Optional<Path> trustOut = Optional.empty();
  private String keyId = BedrockSimulator.EXAMPLE.accessKeyId();
  private String secret = BedrockSimulator.EXAMPLE.secretAccessKey();
  private Optional<String> token = Optional.empty();
  private Optional<Duration> lifetime = Optional.empty();
  private final List<String> identityTokens = new ArrayList<>();
  private final SimulatorBuilder builder = BedrockSimulator.builder();

  private SimulatorMain() {}

  /** Serves until SIGTERM, then exits with 0; with 2 when the options are wrong. */
  public static void main(String[] arguments) throws InterruptedException {
    SimulatorMain main = new SimulatorMain();
    try {
      main.read(new ArrayDeque<>(List.of(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
    main.run(System.out);
  }

  private void read(Deque<String> words) {
    while (!words.isEmpty()) {
      String option = words.pop();
      switch (option) {
        case "--tls" -> tls = true;
        case "--quiet" -> quiet = true;
        case "--port" -> port = number(option, value(option, words));
        case "--trust-out" -> trustOut = Optional.of(Path.of(value(option, words)));
        case "--access-key-id" -> keyId = value(option, words);
        case "--secret-access-key" -> secret = value(option, words);
        case "--session-token" -> token = Optional.of(value(option, words));
        case "--api-key" -> builder.apiKey(value(option, words));
        case "--issue-credentials" ->
            lifetime = Optional.of(Duration.ofSeconds(number(option, value(option, words))));
        case "--identity-token" -> identityTokens.add(value(option, words));
        case "--region" -> builder.region(value(option, words));
        case "--min-cache-tokens" ->
            builder.minimumCacheTokens(number(option, value(option, words)));
        default -> throw new IllegalArgumentException("Unknown option: " + option);
      }
    }
    if (trustOut.isPresent() && !tls) {
      throw new IllegalArgumentException("--trust-out needs --tls.");
    }
  }

  private void run(PrintStream out) throws InterruptedException {
    builder.port(port).credential(new Credential(keyId, secret, token, Optional.empty()));
    if (tls) {
      builder.tls();
    }
    lifetime.ifPresent(
        time -> builder.issueCredentials(time, identityTokens.toArray(String[]::new)));
    if (quiet) {
      builder.keep(0);
    } else {
      builder.keep(0).log(entry -> out.println(line(entry)));
    }
    BedrockSimulator simulator = builder.start();
    trustOut.ifPresent(simulator::writeTrustPem);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              simulator.close();
              // A JVM that a signal ends reports 143; stopping is no failure.
              Runtime.getRuntime().halt(0);
            }));
    out.println("ready " + simulator.uri());
    out.flush();
    ended.await();
  }

  private static String line(SeenRequest entry) {
    return "%s %s %s %d %dB %s%s"
        .formatted(
            entry.at(),
            entry.method(),
            entry.path(),
            entry.status(),
            entry.body().length,
            entry.accessKeyId().orElse("-"),
            entry.clientLeft() ? " client-left" : "");
  }

  private static String value(String option, Deque<String> words) {
    String value = words.poll();
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a value.");
    }
    return value;
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not " + value + ".", e);
    }
  }
}
