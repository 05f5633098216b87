package routec.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {
  @TempDir Path folder;

  @Test
  void everyLineIsThereInOrderOnceTheLogIsClosed() throws Exception {
    Path file = folder.resolve("access.log");
    List<String> lines = IntStream.range(0, 3_000).mapToObj(i -> "line " + i).toList();
    try (AccessLog log = AccessLog.to(file)) {
      lines.forEach(line -> log.add(bytes(line)));
      assertEquals(0, log.dropped());
    }
    assertEquals(lines, Files.readAllLines(file));
  }

  @Test
  void linesComeWithoutWaitingForMoreOfThem() throws Exception {
    Path file = folder.resolve("quiet.log");
    try (AccessLog log = AccessLog.to(file)) {
      log.add(bytes("alone"));
      while (Files.size(file) == 0) {
        Thread.sleep(5);
      }
      assertEquals(List.of("alone"), Files.readAllLines(file));
    }
  }

  @Test
  void linesOfOneMomentAreOneWriteEvenToAStreamThatFlushesByItself() {
    AtomicInteger writes = new AtomicInteger();
    ByteArrayOutputStream counted =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int start, int length) {
            writes.incrementAndGet();
            super.write(bytes, start, length);
          }
        };
    try (AccessLog log = AccessLog.to(new PrintStream(counted, true, StandardCharsets.UTF_8))) {
      IntStream.range(0, 100).forEach(i -> log.add(bytes("line " + i)));
    }
    assertEquals(100, counted.toString(StandardCharsets.UTF_8).lines().count());
    assertTrue(writes.get() < 50, writes + " writes for 100 lines");
  }

  @Test
  void aStreamThatHangsHoldsUpNoCall() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    ByteArrayOutputStream stuck =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int start, int length) {
            try {
              free.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (AccessLog log = AccessLog.to(new PrintStream(stuck, true, StandardCharsets.UTF_8))) {
      byte[] line = bytes("x".repeat(100));
      while (log.dropped() == 0) {
        log.add(line);
      }
      free.countDown();
    }
  }

  private static byte[] bytes(String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
