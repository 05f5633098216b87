package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than the gateway can take. */
@Timeout(60)
class OverloadTest {
  @TempDir private Path folder;

  @Test
  void whatFindsNoPlaceAndNoRoomToWaitIsSentAwayAtOnce() throws Exception {
    try (Running gateway =
            Running.start(folder, "limits.calls", "1", "limits.queue", "0", "limits.wait", "3600");
        RawClient first = gateway.client()) {
      first.send(RawClient.chat("hold"));
      gateway.provider.requests.take();
      RawClient.Reply reply = gateway.ask(RawClient.chat("hello"));
      assertEquals(503, reply.status());
      assertEquals("1", reply.header("retry-after"));
      assertTrue(reply.body().contains("limit of calls"), reply.body());
      assertTrue(gateway.logged("limits.calls is 1").isPresent());
    }
  }

  @Test
  void whoWaitsGetsItsTurnAndWhoWaitsTooLongIsSentAway() throws Exception {
    try (Running gateway =
            Running.start(folder, "limits.calls", "1", "limits.queue", "1", "limits.wait", "0.5");
        RawClient first = gateway.client();
        RawClient second = gateway.client()) {
      first.send(RawClient.chat("hold"));
      gateway.provider.requests.take();
      assertEquals(503, gateway.ask(RawClient.chat("hello")).status());
      second.send(RawClient.chat("hello"));
      first.socket().close(); // its place becomes free as soon as it is missed
      RawClient.Reply reply = second.reply();
      if (reply.status() == 503) { // the machine was slower than the wait: the place is free now
        reply = second.send(RawClient.chat("hello")).reply();
      }
      assertEquals(200, reply.status(), reply.body());
    }
  }

  @Test
  void bodiesMayNotFillTheHeap() throws Exception {
    try (Running gateway = Running.start(folder, "limits.memory", "1000");
        RawClient first = gateway.client()) {
      first.send(RawClient.chat("hold"));
      gateway.provider.requests.take();
      String big = RawClient.chat("x".repeat(1_000));
      RawClient.Reply reply = gateway.ask(big);
      assertEquals(503, reply.status());
      assertEquals("1", reply.header("retry-after"));
      for (int i = 0; i < 50; i++) { // what is over gives its share back
        assertEquals(200, gateway.ask(RawClient.chat("x".repeat(300))).status());
      }
    }
  }

  @Test
  void whoTakesNothingOfItsStreamIsCutOffAndItsProviderToo() throws Exception {
    try (Running gateway = Running.start(folder, "timeouts.write", "0.5");
        RawClient slow = gateway.client()) {
      slow.send(RawClient.chat("flood"));
      assertTrue(gateway.provider.wasLeft(20_000), "the provider still streams to nobody");
      assertTrue(gateway.logged("\"status\":499").isPresent(), "nobody knows that it was cut off");
      assertEquals(200, gateway.ask(RawClient.chat("hello")).status());
      assertTrue(rest(slow) >= 0, "its connection lives on");
    }
  }

  /** What is still to be read, up to the end of the connection, in bytes. */
  private static long rest(RawClient client) {
    long count = 0;
    try {
      InputStream in = client.socket().getInputStream();
      for (int read = 0; read >= 0; read = in.read(new byte[1 << 16])) {
        count += read;
      }
    } catch (SocketTimeoutException e) {
      return -1; // it has not ended
    } catch (IOException e) {
      return count; // reset: an end too
    }
    return count;
  }

  @Test
  void anUnusedConnectionIsClosedAfterItsTime() throws Exception {
    try (Running gateway = Running.start(folder, "timeouts.keep", "1");
        RawClient client = gateway.client();
        RawClient silent = gateway.client()) {
      assertEquals(200, client.send(RawClient.chat("hello")).reply().status());
      assertTrue(client.isClosed());
      assertTrue(silent.isClosed());
    }
  }

  @Test
  void theLargestBodyCanBeLoweredByASetting() throws Exception {
    try (Running gateway = Running.start(folder, "limits.body", "50")) {
      RawClient.Reply reply = gateway.ask(RawClient.chat("hello"));
      assertEquals(413, reply.status());
      assertTrue(reply.body().contains("limit"), reply.body());
    }
  }

  @Test
  void aDrainedGatewayFinishesWhatItHasBegun() throws Exception {
    try (Running gateway = Running.start(folder, "timeouts.drain", "20", "timeouts.call", "1.5");
        RawClient idle = gateway.client();
        RawClient busy = gateway.client()) {
      busy.send(RawClient.chat("hold"));
      gateway.provider.requests.take();
      long begin = System.nanoTime();
      gateway.server.drain();
      assertEquals(504, busy.reply().status(), "the call under way got no answer");
      assertTrue(idle.isClosed());
      assertTrue(System.nanoTime() - begin < 15_000_000_000L, "it waited for nobody");
    }
  }
}
