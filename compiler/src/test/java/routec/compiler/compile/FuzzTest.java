package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.GitHubRenderer;
import routec.compiler.diag.JUnitRenderer;
import routec.compiler.diag.JsonRenderer;
import routec.compiler.diag.SarifRenderer;
import routec.compiler.diag.TextRenderer;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.run.RoutesCompiler;
import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;

/**
 * Broken manifests give messages with a place, never a crash or a hang; and a sample of what still
 * compiles is taken by javac and by Envoy.
 *
 * <p>{@code make fuzz ROUNDS=1000000 SEED=2} goes further than CI does. A hang is judged by the
 * thread's own CPU time, so that a busy machine makes none.
 */
final class FuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_122L);
  private static final int SAMPLES = Math.max(30, ROUNDS / 2_500);
  private static final long HANG_NANOS = 1_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final AtomicInteger next = new AtomicInteger();
  private final SortedSet<Integer> sound = new ConcurrentSkipListSet<>();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  @Test
  void brokenManifestsGiveMessagesAndWhatCompilesIsSound() throws Exception {
    Corpus corpus = Corpus.read();
    long start = System.nanoTime();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(4, Runtime.getRuntime().availableProcessors()); i++) {
      workers.add(new Worker(corpus));
    }
    workers.forEach(Thread::start);
    for (Worker worker : workers) {
      while (worker.isAlive()) {
        worker.join(500);
        workers.forEach(Worker::watch);
        rethrow();
      }
    }
    rethrow();
    assertTrue(
        sound.size() > ROUNDS / 50, () -> "only " + sound.size() + " compile: a blunt fuzzer");
    long judged = System.nanoTime();
    int checked = checkSample(corpus);
    System.out.printf(
        "fuzzed: %d manifests in %d s, %d of them compile; javac and Envoy took %d in %d s%n",
        ROUNDS,
        (judged - start) / HANG_NANOS,
        sound.size(),
        checked,
        (System.nanoTime() - judged) / HANG_NANOS);
  }

  private void rethrow() {
    if (!failures.isEmpty()) {
      Throwable first = failures.getFirst();
      throw new AssertionError(first.getMessage(), first);
    }
  }

  /** Every so many of the manifests that compile. */
  private int checkSample(Corpus corpus) throws IOException {
    Optional<Envoy> envoy = Envoy.find();
    if (envoy.isEmpty()) {
      System.out.println("SKIPPED: no Envoy in .tools/envoy to ask; run: make envoy");
    }
    List<Integer> rounds = List.copyOf(sound);
    int step = Math.max(1, rounds.size() / SAMPLES);
    int checked = 0;
    for (int i = 0; i < rounds.size(); i += step) {
      String text = corpus.mutated(SEED, rounds.get(i));
      List<GeneratedFile> files =
          Cases.generated(run(new Compiler(), text).gateway().orElseThrow());
      try {
        assertFalse(RoutesCompiler.compile(files).isEmpty());
      } catch (IllegalStateException e) {
        throw new AssertionError("javac refuses what is made of:\n" + text, e);
      }
      if (envoy.isPresent()) {
        String said = envoy.get().validate(files, folder);
        assertEquals("", said, () -> "Envoy refuses what is made of:\n" + text);
      }
      checked++;
    }
    return checked;
  }

  private static Compilation run(Compiler compiler, String text) {
    SourceFile file = SourceFile.decode("fuzz.yaml", text.getBytes(StandardCharsets.UTF_8));
    return compiler.compile(new Sources(List.of(file)), new Diagnostics());
  }

  private static void checkPlaces(String text, Compilation compilation) {
    for (Diagnostic found : compilation.diagnostics()) {
      checkPlace(found, found.span());
      found.related().forEach(related -> checkPlace(found, related.span()));
    }
    List<Diagnostic> errors =
        compilation.diagnostics().stream().filter(Diagnostic::isError).toList();
    assertEquals(compilation.gateway().isEmpty(), !errors.isEmpty(), "only errors stop");
    List<Diagnostic> all = compilation.diagnostics();
    assertFalse(new TextRenderer(false).render(all, "nothing written").isBlank());
    if (text.hashCode() % 20 == 0) {
      assertFalse(new JsonRenderer().render(all).isBlank());
      assertFalse(new SarifRenderer().render(all).isBlank());
      assertFalse(new JUnitRenderer().render(compilation.files(), all).isBlank());
      assertEquals(all.isEmpty(), new GitHubRenderer().render(all).isBlank());
    }
  }

  private static void checkPlace(Diagnostic found, Span span) {
    int lines = span.file().lineCount();
    boolean good =
        span.line() >= 1
            && span.column() >= 1
            && span.line() <= lines
            && span.endLine() <= lines
            && (span.endLine() > span.line() || span.endColumn() >= span.column());
    assertTrue(good, () -> found + " has no place: " + span);
  }

  /** Judges one mutated manifest after another. */
  private final class Worker extends Thread {
    private final Corpus corpus;
    private final Compiler compiler = new Compiler();
    private volatile String text = "";
    private volatile long started;

    Worker(Corpus corpus) {
      super("fuzz");
      this.corpus = corpus;
      setDaemon(true);
    }

    @Override
    public void run() {
      for (int round = next.getAndIncrement(); round < ROUNDS; round = next.getAndIncrement()) {
        if (!failures.isEmpty()) {
          return;
        }
        try {
          text = corpus.mutated(SEED, round);
          started = THREADS.getCurrentThreadCpuTime();
          Compilation compilation = FuzzTest.run(compiler, text);
          checkPlaces(text, compilation);
          if (compilation.gateway().isPresent()) {
            sound.add(round);
          }
          watch();
        } catch (Throwable e) {
          fail(round + ":\n" + text, e);
        }
      }
    }

    /** Whether this manifest took too long, also while it still runs. */
    void watch() {
      long used = THREADS.getThreadCpuTime(threadId()) - started;
      if (started > 0 && used > HANG_NANOS) {
        AssertionError hang = new AssertionError("over a second: " + used / 1_000_000 + " ms");
        hang.setStackTrace(getStackTrace());
        fail("?:\n" + text, hang);
      }
    }

    private void fail(String what, Throwable cause) {
      failures.add(new AssertionError("seed " + SEED + ", round " + what, cause));
    }
  }

  /**
   * Every input of the tests' cases, and the examples.
   *
   * @param all each file's text
   * @param good those that compile by themselves
   */
  private record Corpus(List<String> all, List<String> good) {

    static Corpus read() throws IOException {
      List<String> all = new ArrayList<>();
      Path cases = Cases.folder();
      for (Path root :
          List.of(cases, cases.resolve("../cases"), cases.resolve("../../../../../examples"))) {
        try (Stream<Path> files = Files.walk(root, root.endsWith("examples") ? 1 : 4)) {
          for (Path file :
              files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
            boolean input = file.toString().contains("/input/") || root.endsWith("examples");
            if (input && Files.size(file) < 20_000) {
              all.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
          }
        }
      }
      Compiler compiler = new Compiler();
      List<String> good =
          all.stream().filter(text -> FuzzTest.run(compiler, text).gateway().isPresent()).toList();
      assertTrue(good.size() > 30 && all.size() > 150, "the corpus is there");
      return new Corpus(all, good);
    }

    /** The manifest of a round; three of four come from one that compiles. */
    String mutated(long seed, int round) {
      return new Mutator(seed, round).mutate(all, good);
    }
  }
}
