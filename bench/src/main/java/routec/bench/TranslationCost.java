package routec.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What {@link TranslationBench} measures, in CPU time of the thread and bytes allocated, best of
 * twelve rounds: on a shared machine those mean something where wall-clock times don't.
 *
 * <p>Run from the repository's root: {@code make bench WORKLOAD=translation}.
 */
final class TranslationCost {
  /** How {@code make bench WORKLOAD=…} names it. */
  static final String TITLE = "translation";

  private static final int ROUNDS = 12;
  private static final int WARM_UPS = 6;
  private static final int SHORT = 1_000;
  private static final int LONG = 100_000;

  /** So many bytes of text are translated in a round. */
  private static final int BYTES_A_ROUND = 20_000_000;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private TranslationCost() {}

  /** One translation. */
  private interface Step {
    Object run() throws Exception;
  }

  static void run() throws Exception {
    TranslationCost cost = new TranslationCost();
    System.out.println("\n| translator | text | CPU, µs | bytes |\n|---|---|---|---|");
    for (int text : new int[] {SHORT, LONG}) {
      TranslationBench bench = new TranslationBench();
      bench.text = text;
      bench.setUp();
      cost.print("OpenAI request → Converse", text, bench::openAiToConverse);
      cost.print("OpenAI request → Claude", text, bench::openAiToClaude);
      cost.print("Anthropic request → Converse", text, bench::anthropicToConverse);
      cost.print("Anthropic request → Claude", text, bench::anthropicToClaude);
      cost.print("Converse reply → OpenAI", text, bench::converseReplyToOpenAi);
      if (text == SHORT) {
        cost.print("ConverseStream → OpenAI, 104 events", text, bench::converseStreamToOpenAi);
      }
    }
  }

  private void print(String translator, int text, Step step) throws Exception {
    int times = BYTES_A_ROUND / text;
    repeat(step, WARM_UPS * times);
    double micros = Double.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long cpuBefore = thread.getCurrentThreadCpuTime();
      long bytesBefore = thread.getCurrentThreadAllocatedBytes();
      repeat(step, times);
      micros = Math.min(micros, (thread.getCurrentThreadCpuTime() - cpuBefore) / 1e3 / times);
      bytes = (thread.getCurrentThreadAllocatedBytes() - bytesBefore) / times;
    }
    System.out.printf(
        Locale.ROOT, "| %s | %d KB | %.1f | %,d |%n", translator, text / 1_000, micros, bytes);
  }

  private static void repeat(Step step, int times) throws Exception {
    int seen = 0;
    for (int i = 0; i < times; i++) {
      seen ^= System.identityHashCode(step.run()); // or the work could be optimized away
    }
    if (seen == Integer.MIN_VALUE) {
      throw new IllegalStateException("hash codes are not negative");
    }
  }
}
