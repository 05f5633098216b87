package routec.compiler.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import routec.compiler.emit.GeneratedFile;

/**
 * Serves a gateway in the foreground until it is interrupted or a child ends.
 *
 * <p>Ends in order: Envoy takes no more connections and finishes its calls, then Envoy stops, then
 * the runtime.
 */
public final class GatewayRun {
  private static final long START_SECONDS = 60;
  private static final long DRAIN_SECONDS = 20;
  private static final long STOP_SECONDS = 5;

  /** Longer than the runtime's own limit for calls to finish. */
  private static final long RUNTIME_SECONDS = 35;

  private static final int LAST_LINES = 20;
  private static final Pattern ACTIVE = Pattern.compile("downstream_rq_active: (\\d+)");

  private final RunSettings settings;
  private final PrintStream out;
  private final PrintStream err;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Child> children = new ArrayList<>();
  private Optional<Leash> leash = Optional.empty();
  private boolean stopping;
  private volatile int exitCode;

  /** A child with the file that it writes to, if it does not write to the terminal. */
  private record Child(String name, Process process, Optional<Path> log) {}

  public GatewayRun(RunSettings settings, PrintStream out, PrintStream err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the children and waits for their end.
   *
   * @param files the gateway as generated
   * @param folder where the generated files lie
   * @param firstCall what somebody may call first, to be said once it serves
   * @return the exit code for this program
   */
  public int serve(List<GeneratedFile> files, Path folder, String firstCall)
      throws IOException, InterruptedException {
    refuseTakenPorts();
    Optional<String> envoy = settings.envoy() ? EnvoyProgram.find() : Optional.empty();
    if (settings.envoy() && envoy.isEmpty()) {
      err.println("No Envoy can be had here: serving without it, on loopback and by HTTP only.");
    }
    Path routes = settings.folder().resolve("routes.jar");
    RoutesJar.write(files, ClassPath.withoutGateways(), routes);
    Thread hook = Thread.ofPlatform().unstarted(this::onSignal);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      start(
          "The runtime", RuntimeCommand.of(settings, routes, envoy.isPresent()), Optional.empty());
      if (envoy.isPresent()) {
        Path log = settings.folder().resolve("envoy.log");
        Files.deleteIfExists(log);
        start("Envoy", envoyCommand(envoy.get(), folder), Optional.of(log));
      }
      if (awaitReady(envoy.isPresent())) {
        sayReady(envoy.isPresent());
        out.println("try it: " + firstCall);
        out.flush();
        awaitEnd();
      }
    } finally {
      stop();
    }
    return exitCode;
  }

  private void sayReady(boolean envoy) {
    out.printf(
        "ready http://localhost:%d (%s; runtime admin http://127.0.0.1:%d%s)%n",
        settings.port(),
        envoy ? "Envoy in front" : "without Envoy",
        settings.runtimeAdmin(),
        envoy ? ", Envoy admin http://127.0.0.1:" + settings.envoyAdmin() : "");
    out.flush();
  }

  private void refuseTakenPorts() throws RunRefused {
    String hint = ": stop what listens there, or choose another with --port.";
    if (!Probe.isFree(settings.address(), settings.port())) {
      throw new RunRefused("Port " + settings.port() + " is taken" + hint);
    }
    for (int port : List.of(settings.runtimeAdmin(), settings.envoyAdmin())) {
      if (!Probe.isFree("127.0.0.1", port)) {
        throw new RunRefused(
            "Port %d is taken (the admin ports are the two after --port %d)%s"
                .formatted(port, settings.port(), hint));
      }
    }
  }

  /** Beside the runtime Envoy does best with half the cores. */
  private List<String> envoyCommand(String program, Path folder) {
    int concurrency = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return List.of(
        program,
        "-c",
        folder.resolve("envoy/envoy.yaml").toString(),
        "--concurrency",
        Integer.toString(concurrency),
        "--disable-hot-restart",
        "--log-level",
        "warning");
  }

  private void start(String name, List<String> command, Optional<Path> log) throws IOException {
    lock.lock();
    try {
      if (stopping) {
        return;
      }
      ProcessBuilder builder = Children.builder(command);
      if (log.isPresent()) {
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.get().toFile()));
      } else {
        builder
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
      }
      if (leash.isEmpty()) {
        leash = Optional.of(Leash.hold());
      }
      Process process = builder.start();
      leash.get().add(process.toHandle());
      children.add(new Child(name, process, log));
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitReady(boolean envoy) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      if (isStopping() || reportEnded()) {
        return false;
      }
      if (Probe.good(settings.runtimeAdmin(), "/readyz")
          && (!envoy || Probe.good(settings.envoyAdmin(), "/ready"))) {
        return true;
      }
      Thread.sleep(50);
    }
    err.println("The gateway did not get ready within " + START_SECONDS + " seconds.");
    exitCode = 1;
    return false;
  }

  private void awaitEnd() {
    CompletableFuture.anyOf(
            children.stream()
                .map(child -> child.process.onExit())
                .toArray(CompletableFuture<?>[]::new))
        .join();
    if (!isStopping()) {
      reportEnded();
    }
  }

  /** Says which child has ended by itself, with its last lines. */
  private boolean reportEnded() {
    for (Child child : children) {
      if (!child.process.isAlive()) {
        int code = child.process.exitValue();
        err.println(child.name + " ended with exit code " + code + ".");
        child.log.ifPresent(this::printLastLines);
        exitCode = code == 0 ? 1 : code;
        return true;
      }
    }
    return false;
  }

  private void printLastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      err.println("The last lines of " + log + ":");
      lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).forEach(err::println);
    } catch (IOException e) {
      err.println("Its log " + log + " can't be read.");
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Being asked to stop is no failure: without this the exit code would be the signal's. */
  private void onSignal() {
    stop();
    Runtime.getRuntime().halt(exitCode);
  }

  private void stop() {
    lock.lock();
    try {
      if (stopping) {
        // Another thread is at it or done: the lock was held until the end.
        return;
      }
      stopping = true;
      drainEnvoy();
      for (Child child : children.reversed()) {
        end(child);
      }
      leash.ifPresent(Leash::close);
    } finally {
      lock.unlock();
    }
  }

  private void drainEnvoy() {
    boolean runs =
        children.stream().anyMatch(child -> child.log.isPresent() && child.process.isAlive());
    if (!runs || Probe.ask("POST", settings.envoyAdmin(), "/drain_listeners").isEmpty()) {
      return;
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (System.nanoTime() < end && activeCalls() > 0) {
      pause();
    }
  }

  private long activeCalls() {
    return Probe.ask("GET", settings.envoyAdmin(), "/stats?filter=downstream_rq_active").stream()
        .flatMap(text -> ACTIVE.matcher(text).results())
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }

  private static void end(Child child) {
    child.process.destroy();
    try {
      long seconds = child.log.isPresent() ? STOP_SECONDS : RUNTIME_SECONDS;
      if (!child.process.waitFor(seconds, TimeUnit.SECONDS)) {
        child.process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
