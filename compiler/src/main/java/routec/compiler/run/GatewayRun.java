package routec.compiler.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import routec.compiler.emit.GeneratedFile;

/**
 * Serves a gateway in the foreground until it is interrupted or Envoy ends. A runtime that dies or
 * drains gets a successor.
 *
 * <p>Ends in order: each of Envoy's replies ends its connection, then Envoy takes no more
 * connections and finishes its calls, then Envoy stops, then the runtime.
 */
public final class GatewayRun {
  private static final long START_SECONDS = 60;
  private static final long DRAIN_SECONDS = 30;

  /** How long Envoy still takes connections while each of its replies ends one. */
  private static final long NOTICE_SECONDS = 2;

  private static final long TURN_MILLIS = 50;
  private static final long STOP_SECONDS = 5;

  /** Longer than the runtime's own limit for calls to finish. */
  private static final long RUNTIME_SECONDS = 35;

  private static final int LAST_LINES = 20;
  private static final Pattern ACTIVE = Pattern.compile("downstream_[cr][xq]_active: (\\d+)");

  private final RunSettings settings;
  private final PrintStream out;
  private final PrintStream err;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Child> children = new ArrayList<>();
  private Optional<Leash> leash = Optional.empty();
  private boolean stopping;
  private volatile int exitCode;

  /** A child with the file that it writes to, if it does not write to the terminal. */
  private record Child(String name, Process process, Optional<Path> log) {
    boolean isEnvoy() {
      return log.isPresent();
    }
  }

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
    List<String> runtime = RuntimeCommand.of(settings, routes, envoy.isPresent());
    Succession succession = new Succession(envoy.map(_ -> settings.socket()));
    try {
      startRuntime(runtime, succession);
      if (envoy.isPresent()) {
        Path log = settings.folder().resolve("envoy.log");
        Files.deleteIfExists(log);
        start("Envoy", envoyCommand(envoy.get(), folder), Optional.of(log));
      }
      if (awaitReady(envoy.isPresent())) {
        sayReady(envoy.isPresent());
        out.println("try it: " + firstCall);
        out.flush();
        supervise(runtime, succession);
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
        "--drain-strategy",
        "immediate",
        "--drain-time-s",
        Long.toString(NOTICE_SECONDS),
        "--log-level",
        "warning");
  }

  private void startRuntime(List<String> command, Succession succession) throws IOException {
    start("The runtime", command, Optional.empty()).ifPresent(succession::began);
  }

  private Optional<Process> start(String name, List<String> command, Optional<Path> log)
      throws IOException {
    lock.lock();
    try {
      if (stopping) {
        return Optional.empty();
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
      return Optional.of(process);
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
      Thread.sleep(TURN_MILLIS);
    }
    err.println("The gateway did not get ready within " + START_SECONDS + " seconds.");
    exitCode = 1;
    return false;
  }

  /** Until this program is stopped or can't go on. */
  private void supervise(List<String> runtime, Succession succession)
      throws IOException, InterruptedException {
    while (!isStopping()) {
      switch (succession.look()) {
        case NOTHING -> {
          if (envoyEnded() && !isStopping()) {
            reportEnded();
            return;
          }
          Thread.sleep(TURN_MILLIS);
        }
        case REPLACEMENT -> {
          replace(runtime, succession, "The runtime has ended; starting another.");
        }
        case SUCCESSOR -> {
          replace(runtime, succession, "The runtime drains; starting its successor.");
        }
        case END -> {
          reportEnded();
          return;
        }
      }
    }
  }

  private void replace(List<String> runtime, Succession succession, String why) throws IOException {
    if (!isStopping()) {
      err.println(why);
      forgetEnded();
      startRuntime(runtime, succession);
    }
  }

  private boolean envoyEnded() {
    lock.lock();
    try {
      return children.stream().anyMatch(child -> child.isEnvoy() && !child.process.isAlive());
    } finally {
      lock.unlock();
    }
  }

  private void forgetEnded() {
    lock.lock();
    try {
      children.removeIf(child -> !child.isEnvoy() && !child.process.isAlive());
    } finally {
      lock.unlock();
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
      children.stream().filter(Child::isEnvoy).forEach(GatewayRun::end);
      children.stream().filter(child -> !child.isEnvoy()).forEach(GatewayRun::end);
      leash.ifPresent(Leash::close);
    } finally {
      lock.unlock();
    }
  }

  private void drainEnvoy() {
    boolean runs = children.stream().anyMatch(child -> child.isEnvoy() && child.process.isAlive());
    if (!runs || Probe.ask("POST", settings.envoyAdmin(), "/drain_listeners?graceful").isEmpty()) {
      return;
    }
    long begin = System.nanoTime();
    long notice = begin + TimeUnit.SECONDS.toNanos(NOTICE_SECONDS);
    while (System.nanoTime() < notice && active("cx") > 0) {
      pause();
    }
    long end = begin + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (System.nanoTime() < end && active("rq") > 0) {
      pause();
    }
  }

  /** What is open at Envoy's listeners: connections ({@code cx}) or calls ({@code rq}). */
  private long active(String what) {
    String filter = "/stats?filter=http.in_.*downstream_" + what + "_active";
    return Probe.ask("GET", settings.envoyAdmin(), filter).stream()
        .flatMap(text -> ACTIVE.matcher(text).results())
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }

  private static void end(Child child) {
    child.process.destroy();
    try {
      long seconds = child.isEnvoy() ? STOP_SECONDS : RUNTIME_SECONDS;
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
      Thread.sleep(TURN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
