package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take what they asked for too slowly, or send too slowly what they ask. */
@Timeout(120)
class SlowClientTest {
  private static final int CROWD = 100;

  @TempDir private Path folder;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient client(Running gateway) throws IOException {
    RawClient client = gateway.client();
    clients.add(client);
    return client;
  }

  @Test
  void repliesThatNobodyTakesCountAsHeldUntilTheirClientsAreCutOff() throws Exception {
    try (Running gateway =
        Running.start(folder, "timeouts.write", "8", "limits.memory", "20000000")) {
      for (int i = 0; i < 3; i++) { // of 8 MB each
        RawClient client = client(gateway);
        client.socket().setReceiveBufferSize(4_096);
        client.send(RawClient.chat("big"));
        assertEquals('H', client.socket().getInputStream().read());
      }
      RawClient.Reply refused = gateway.ask(RawClient.chat("hello"));
      assertEquals(503, refused.status(), "they hold more than the limit");
      assertTrue(refused.body().contains("as many bodies"), refused.body());
      awaitLines(gateway, "\"status\":499", 3);
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status(), "memory was not given back");
      String line = gateway.logged("\"status\":499").orElseThrow();
      assertTrue(line.contains("\"error_type\":\"client_left\""), line);
      assertTrue(line.contains("\"output_tokens\":2"), line);
      assertTrue(line.contains("\"bytes_out\":0"), line);
      String metrics = metrics(gateway);
      assertTrue(metrics.contains("status=\"499\",error_type=\"client_left\"} 3"), metrics);
      assertTrue(metrics.contains("outcome=\"client_left\"} 3"), metrics);
    }
  }

  @Test
  void aHundredWhoTakeNothingOfEndlessStreamsHoldUpNobodyAndAreCutOff() throws Exception {
    try (Running gateway = Running.start(folder, "timeouts.write", "4")) {
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      long heap = heap();
      for (int i = 0; i < CROWD; i++) {
        RawClient client = client(gateway);
        client.socket().setReceiveBufferSize(4_096);
        client.send(RawClient.chat("flood"));
        assertEquals('H', client.socket().getInputStream().read());
      }
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
      int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
      assertTrue(more < CROWD / 2, () -> "each holds a thread: " + more);
      long held = heap() - heap;
      assertTrue(held < CROWD * 500_000L, () -> "bytes held, provider and clients too: " + held);
      awaitLines(gateway, "\"status\":499", CROWD);
      for (int i = 0; i < CROWD; i++) {
        assertTrue(gateway.provider.wasLeft(20_000), "the provider still streams to nobody");
      }
    }
  }

  @Test
  void aHundredWhoSendAByteAtATimeHoldUpNobodyAndAreToldSo() throws Exception {
    try (Running gateway =
        Running.start(folder, "timeouts.body", "5", "limits.memory", "10000000")) {
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      for (int i = 0; i < CROWD; i++) {
        client(gateway).send(RawClient.head("/v1/chat/completions", "content-length: 1000000"));
      }
      Thread drip = Thread.ofVirtual().start(this::drip);
      RawClient.Reply reply = gateway.ask(RawClient.chat("hello"));
      assertEquals(200, reply.status(), reply.body());
      int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
      assertTrue(more < CROWD / 2, () -> "each holds a thread: " + more);
      awaitLines(gateway, "\"status\":408", CROWD);
      for (RawClient client : clients) {
        assertEquals(408, client.reply().status());
      }
      drip.interrupt();
      drip.join();
      assertFalse(
          gateway.provider.requests.stream().anyMatch(each -> !each.contains("hello")),
          "half a request reached the provider");
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
    }
  }

  private void drip() {
    try {
      while (true) {
        for (RawClient client : clients) {
          try {
            client.send(" ");
          } catch (IOException e) {
            // refused already
          }
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void awaitLines(Running gateway, String part, int count) throws Exception {
    long stop = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (gateway.lines(part) < count && System.nanoTime() < stop) {
      Thread.sleep(50);
    }
    assertEquals(count, gateway.lines(part), () -> "lines with " + part);
  }

  private static String metrics(Running gateway) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.server.adminPort() + "/metrics");
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
