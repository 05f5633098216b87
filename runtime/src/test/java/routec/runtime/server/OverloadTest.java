package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void whoTakesNothingOfItsReplyIsCutOff() throws Exception {
    try (Running gateway = Running.start(folder, "timeouts.write", "0.5");
        RawClient slow = gateway.client()) {
      slow.socket().setReceiveBufferSize(4_096);
      slow.send(RawClient.chat("big"));
      Thread.sleep(1_500);
      int before = slow.socket().getInputStream().available();
      assertTrue(before >= 0);
      assertTrue(gateway.logged("\"path\":\"/v1/chat/completions\"").isPresent(), "it still hangs");
    }
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
