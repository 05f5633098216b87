package routec.runtime.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Answer.Part;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** Several requests of one attempt: their order, their number at a time, and who fails first. */
@Timeout(20)
class FanOutTest {
  private final Cancellation call = new Cancellation();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void repliesComeInTheOrderOfTheBodies() {
    List<Part> parts =
        FanOut.run(
            bodies(100),
            call,
            (body, _) -> {
              LockSupport.parkNanos((100 - Integer.parseInt(body.text())) * 10_000L);
              return part(200, body);
            });
    assertEquals(texts(bodies(100)), texts(parts.stream().map(Part::body).toList()));
  }

  @Test
  void noMoreThanEightAreUnderWay() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch eight = new CountDownLatch(8);
    FanOut.run(
        bodies(64),
        call,
        (body, _) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          eight.countDown();
          await(eight);
          now.decrementAndGet();
          return part(200, body);
        });
    assertEquals(8, most.get());
  }

  @Test
  void aRefusalGivesUpTheOthersAndIsAllThatComesBack() {
    CountDownLatch waiting = new CountDownLatch(7);
    List<Part> parts =
        FanOut.run(
            bodies(500),
            call,
            (body, pieces) -> {
              asked.incrementAndGet();
              if (body.text().equals("3")) {
                await(waiting);
                return part(429, body);
              }
              return untilGivenUp(pieces, waiting);
            });
    assertEquals(1, parts.size());
    assertEquals(429, parts.getFirst().head().status());
    assertEquals(8, asked.get());
  }

  @Test
  void theFirstFaultIsTheOneThatCounts() {
    CountDownLatch waiting = new CountDownLatch(7);
    Fault fault =
        assertThrows(
            GatewayFault.class,
            () ->
                FanOut.run(
                    bodies(9),
                    call,
                    (body, pieces) -> {
                      if (body.text().equals("0")) {
                        await(waiting);
                        throw new GatewayFault(FaultKind.UNAVAILABLE, "first");
                      }
                      return untilGivenUp(pieces, waiting);
                    }));
    assertEquals("first", fault.message());
  }

  @Test
  void aClientThatLeavesGivesUpAllOfThem() {
    CountDownLatch waiting = new CountDownLatch(3);
    Thread client =
        Thread.ofVirtual()
            .start(() -> {
              await(waiting);
              call.cancel();
            });
    assertThrows(
        GatewayFault.class,
        () -> FanOut.run(bodies(3), call, (_, pieces) -> untilGivenUp(pieces, waiting)));
    assertTrue(call.isCancelled());
    assertTrue(joined(client));
  }

  private static Part untilGivenUp(Cancellation pieces, CountDownLatch waiting) {
    CountDownLatch givenUp = new CountDownLatch(1);
    try (Cancellation.Registration _ = pieces.onCancel(givenUp::countDown)) {
      waiting.countDown();
      await(givenUp);
    }
    throw new GatewayFault(FaultKind.UNAVAILABLE, "cut");
  }

  private static List<Slice> bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> Slice.utf8("" + i)).toList();
  }

  private static List<String> texts(List<Slice> slices) {
    return slices.stream().map(Slice::text).toList();
  }

  private static Part part(int status, Slice body) {
    return new Part(request(body), new ReplyHead(status, Headers.NONE), body);
  }

  private static UpstreamRequest request(Slice body) {
    return new UpstreamRequest(Target.plain("localhost", 80), "/", List.of(), body);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean joined(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
