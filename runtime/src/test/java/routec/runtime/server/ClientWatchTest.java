package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that leave while their call is served. */
@Timeout(60)
class ClientWatchTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Running gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = Running.start(folder, "timeouts.ping", "0.1");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  @Test
  void whoLeavesWhileWaitingForAPlainReplyCancelsTheProvidersCall() throws Exception {
    try (RawClient client = gateway.client()) {
      client.send(RawClient.chat("hold"));
      gateway.provider.requests.take();
    }
    assertTrue(gateway.provider.wasLeft(2_000), "the provider still works for nobody");
    String line = gateway.logged("client_left").orElseThrow();
    assertTrue(line.contains("\"status\":499"), line);
  }

  @Test
  void whoLeavesABegunStreamCancelsItToo() throws Exception {
    try (RawClient client = gateway.client()) {
      assertEquals(200, client.send(RawClient.chat("stream")).reply().status());
    }
    assertTrue(gateway.provider.wasLeft(2_000), "the provider still works for nobody");
    assertTrue(gateway.logged("client_left").isPresent());
  }

  @Test
  void whoWaitsIsNotGivenUp() throws Exception {
    try (RawClient client = gateway.client();
        RawClient other = gateway.client()) {
      assertEquals(200, client.send(RawClient.chat("stream")).reply().status());
      other.send(RawClient.chat("hold"));
      Thread.sleep(600);
      other.send(RawClient.chat("hello")); // the watch keeps it, and it is no reason to cancel
      assertFalse(gateway.provider.wasLeft(300), "a waiting client was given up");
      other.socket().close();
      assertTrue(gateway.provider.wasLeft(2_000), "who sent ahead and left was not noticed");
    }
  }

  @Test
  void aConnectionServesCallsOnAfterOneThatWasWatched() throws Exception {
    try (Running slow = Running.start(folder, "timeouts.call", "0.8");
        RawClient client = slow.client()) {
      client.send(RawClient.chat("hold"));
      Thread.sleep(500); // by now the read side is lent
      client.send(RawClient.chat("hello"));
      assertEquals(504, client.reply().status());
      RawClient.Reply second = client.reply();
      assertEquals(200, second.status(), second.body());
      client.send(RawClient.chat("hello"));
      assertEquals(200, client.reply().status());
      client.send(RawClient.chat("hold"));
      assertEquals(504, client.reply().status());
      client.send(RawClient.chat("hello"));
      assertEquals(200, client.reply().status());
    }
  }
}
