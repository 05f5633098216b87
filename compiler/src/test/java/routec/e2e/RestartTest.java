package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that are killed or told to stop while Envoy has calls for them. */
@Timeout(240)
class RestartTest {
  private static final int CLIENTS = 6;

  @TempDir private Path folder;

  /** A call that did not get a 200, and when it began. */
  private record Failed(long beganNanos, int status, String body) {}

  /** Clients that send one plain call after the other. */
  private static final class Load {
    private final TwoRegions gateway;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<Failed> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Load(TwoRegions gateway) {
      this.gateway = gateway;
      for (int i = 0; i < CLIENTS; i++) {
        String path = i % 2 == 0 ? TwoRegions.CHAT : TwoRegions.MESSAGES;
        String model = i % 2 == 0 ? TwoRegions.NOVA : TwoRegions.CLAUDE;
        threads.add(Thread.ofVirtual().start(() -> run(path, model)));
      }
    }

    private void run(String path, String model) {
      String body = TwoRegions.ask(model, "Hello [sim:slow=40ms]", false);
      while (!over) {
        long began = System.nanoTime();
        try {
          HttpResponse<String> reply = gateway.post(path, body);
          if (reply.statusCode() == 200 && reply.body().contains("You said")) {
            answered.incrementAndGet();
          } else {
            failed.add(new Failed(began, reply.statusCode(), path + reply.body()));
          }
        } catch (ConnectException e) {
          return; // nobody listens any more
        } catch (IOException e) {
          failed.add(new Failed(began, 0, path + e));
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    /** Waits for so many more answers. */
    void awaitMore(int count) throws InterruptedException {
      int wanted = answered.get() + count;
      while (answered.get() < wanted) {
        assertTrue(threads.stream().anyMatch(Thread::isAlive), () -> "all gave up: " + failed);
        Thread.sleep(20);
      }
    }

    /** Ends the clients; the calls that failed. */
    List<Failed> stop() throws InterruptedException {
      over = true;
      for (Thread thread : threads) {
        thread.join();
      }
      return List.copyOf(failed);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    process.onExit().join();
  }

  @Test
  void aKilledRuntimeLosesOnlyWhatItHadInHand() throws Exception {
    try (TwoRegions gateway = new TwoRegions(folder)) {
      ProcessHandle first = gateway.runtime();
      Load load = new Load(gateway);
      load.awaitMore(30);
      HttpResponse<InputStream> stream =
          gateway.open(
              TwoRegions.CHAT, TwoRegions.ask(TwoRegions.NOVA, "[sim:events=400 pace=50ms]", true));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
      assertTrue(lines.readLine().startsWith("data: "));
      first.destroyForcibly();
      awaitEnd(first);
      long dead = System.nanoTime();
      assertCut(lines);
      load.awaitMore(60);
      List<Failed> failed = load.stop();
      assertNotEquals(first.pid(), gateway.runtime().pid(), "the killed one still serves");
      assertTrue(failed.size() <= CLIENTS, () -> "more than were in hand: " + failed);
      for (Failed one : failed) {
        assertTrue(one.beganNanos < dead, () -> "not in hand when it was killed: " + one);
        assertEquals(503, one.status, one::toString);
        String type = one.body.startsWith(TwoRegions.CHAT) ? "server_error" : "overloaded_error";
        assertTrue(one.body.contains("\"type\":\"" + type + "\""), one::toString);
      }
    }
  }

  /** The rest of a stream that must not end as if it were whole. */
  private static void assertCut(BufferedReader lines) {
    StringBuilder rest = new StringBuilder();
    boolean cut = false;
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rest.append(line).append('\n');
      }
    } catch (IOException e) {
      cut = true; // the client's HTTP library knows that more had to come
    }
    assertTrue(cut, () -> "the stream ended well: " + rest);
    assertFalse(rest.toString().contains("[DONE]"), rest::toString);
  }

  @Test
  void aRuntimeToldToStopLosesNothingAndFinishesItsStreams() throws Exception {
    try (TwoRegions gateway = new TwoRegions(folder)) {
      ProcessHandle first = gateway.runtime();
      Load load = new Load(gateway);
      load.awaitMore(30);
      HttpResponse<InputStream> stream =
          gateway.open(
              TwoRegions.MESSAGES,
              TwoRegions.ask(TwoRegions.CLAUDE, "[sim:events=60 pace=50ms]", true));
      assertTrue(first.destroy());
      String whole = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(whole.contains("event-60") && whole.contains("event: message_stop"), whole);
      load.awaitMore(60);
      awaitEnd(first);
      load.awaitMore(30);
      assertEquals(List.of(), load.stop());
      assertNotEquals(first.pid(), gateway.runtime().pid());
      assertTrue(gateway.program().output().contains("starting its successor"));
    }
  }

  @Test
  void aGatewayToldToStopAnswersWhatItHasTaken() throws Exception {
    try (TwoRegions gateway = new TwoRegions(folder)) {
      Load load = new Load(gateway);
      load.awaitMore(30);
      HttpResponse<InputStream> stream =
          gateway.open(
              TwoRegions.CHAT, TwoRegions.ask(TwoRegions.NOVA, "[sim:events=80 pace=50ms]", true));
      assertTrue(gateway.program().handle().destroy());
      String whole = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(whole.contains("event-80") && whole.contains("data: [DONE]"), whole);
      assertEquals(0, gateway.program().stop());
      assertEquals(List.of(), load.stop());
    }
  }
}
