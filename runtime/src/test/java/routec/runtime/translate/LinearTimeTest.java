package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;

/** Each translator's work grows as what it translates does. */
class LinearTimeTest {
  /**
   * Eight times the parts take about eight times as long, by the clock of the thread's own work; a
   * step that looks back at all others would take sixty-four times.
   */
  @Test
  void timeGrowsAsTheRequestDoes() {
    for (Pairs pair : Pairs.values()) {
      byte[] few = FuzzTest.bytes(ManyParts.request(pair, 2_000));
      byte[] many = FuzzTest.bytes(ManyParts.request(pair, 16_000));
      linear(pair + " requests", () -> cost(pair, few), () -> cost(pair, many));
    }
  }

  @Test
  void timeGrowsAsTheReplyDoes() throws IOException {
    for (Vector vector : vectors("plain")) {
      byte[] few = FuzzTest.bytes(ManyParts.reply(vector.pair(), 2_000));
      byte[] many = FuzzTest.bytes(ManyParts.reply(vector.pair(), 16_000));
      linear(
          vector.pair() + " replies",
          () -> answer(vector.translate(), few),
          () -> answer(vector.translate(), many));
    }
  }

  @Test
  void timeGrowsAsTheVectorsDo() {
    for (String encoding : List.of("float", "base64")) {
      Outbound one = embeddings(1, encoding);
      byte[] few = FuzzTest.bytes(ManyParts.vector(8_000));
      byte[] many = FuzzTest.bytes(ManyParts.vector(64_000));
      linear(encoding + " of a long vector", () -> answer(one, few), () -> answer(one, many));
      byte[] vector = FuzzTest.bytes(ManyParts.vector(64));
      Outbound fewTexts = embeddings(250, encoding);
      Outbound manyTexts = embeddings(2_000, encoding);
      linear(
          encoding + " of many texts",
          () -> answer(fewTexts, vector),
          () -> answer(manyTexts, vector));
    }
  }

  @Test
  void timeGrowsAsTheStreamDoes() throws IOException {
    List<Vector> vectors = vectors("stream");
    assertEquals(
        7, vectors.stream().map(Vector::pair).distinct().count(), "all pairs that can stream");
    for (Vector vector : vectors) {
      byte[] few = ManyParts.stream(vector.pair(), 300);
      byte[] many = ManyParts.stream(vector.pair(), 2_400);
      linear(vector.pair() + " streams", () -> streamed(vector, few), () -> streamed(vector, many));
    }
  }

  private static List<Vector> vectors(String name) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    for (Path folder : Vector.folders()) {
      if (folder.getFileName().toString().equals(name)) {
        vectors.add(Vector.read(folder));
      }
    }
    return vectors;
  }

  private static Outbound embeddings(int texts, String encoding) {
    String call =
        "{\"model\":\"m\",\"encoding_format\":\"%s\",\"input\":[%s\"x\"]}"
            .formatted(encoding, "\"x\",".repeat(texts - 1));
    return FuzzTest.translate(
        Pairs.OPENAI_TO_EMBEDDINGS, FuzzTest.bytes(call), Families.of("titan-embed-2"));
  }

  private static void answer(Outbound outbound, byte[] body) {
    assertTrue(
        !FuzzTest.answer(outbound, new ReplyHead(200, Headers.NONE), Slice.of(body)).isEmpty());
  }

  private static void streamed(Vector vector, byte[] bytes) {
    StreamRun run =
        StreamRun.of(
            vector.pair(),
            (Answer.Stream) vector.translate().answer(),
            new StreamRun.Pieces(bytes, bytes.length, bytes.length));
    assertTrue(!run.failed(), () -> run.text().substring(0, Math.min(500, run.text().length())));
  }

  private static void linear(String what, Runnable few, Runnable many) {
    for (int i = 0; i < 3; i++) {
      few.run();
      many.run();
    }
    long small = Long.MAX_VALUE;
    long large = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      small = Math.min(small, nanos(few));
      large = Math.min(large, nanos(many));
    }
    assertTrue(
        large < 24 * small + 20_000_000,
        what + ": " + small / 1_000 + " µs grow to " + large / 1_000 + " µs");
  }

  private static long nanos(Runnable work) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begun = clock.getCurrentThreadCpuTime();
    work.run();
    return clock.getCurrentThreadCpuTime() - begun;
  }

  private static void cost(Pairs pair, byte[] body) {
    String family = pair == Pairs.OPENAI_TO_EMBEDDINGS ? "titan-embed-2" : "claude-4-5";
    FuzzTest.translate(pair, body, Families.of(family));
  }
}
