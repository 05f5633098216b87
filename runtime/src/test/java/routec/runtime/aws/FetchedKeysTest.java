package routec.runtime.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** Keys that are fetched: one fetch for all, early, and kept while valid. */
final class FetchedKeysTest {
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();
  private volatile long seconds = 3_600;

  private FetchedKeys open() {
    return new FetchedKeys("the test", this::fetch);
  }

  private AwsKeys fetch() {
    int number = fetches.incrementAndGet();
    if (broken.get()) {
      throw new IllegalStateException("no metadata service");
    }
    return new AwsKeys("AKIA" + number, "s", "t", Optional.of(Instant.now().plusSeconds(seconds)));
  }

  @Test
  void allWhoWaitShareOneFetch() throws Exception {
    try (FetchedKeys keys = open()) {
      for (ProviderKeys one : together(20, keys::keys)) {
        assertTrue(((AwsKeys) one).accessKeyId().startsWith("AKIA"));
      }
      assertTrue(fetches.get() <= 2, fetches + " fetches");
    }
  }

  @Test
  void aHundredRefusalsOfTheSameKeysMakeOneFetch() throws Exception {
    try (FetchedKeys keys = open()) {
      UpstreamRequest sent = signed(keys);
      int before = fetches.get();
      for (boolean fresh : together(100, () -> keys.refresh(sent))) {
        assertTrue(fresh);
      }
      assertTrue(fetches.get() <= before + 2, fetches + " fetches");
    }
  }

  @Test
  void keysStayInForceWhileValidAndTroubleIsTold() {
    try (FetchedKeys keys = open()) {
      UpstreamRequest sent = signed(keys);
      broken.set(true);
      assertFalse(keys.refresh(sent));
      assertTrue(keys.keys().authorized(sent));
      assertEquals("no metadata service", keys.state().trouble());
      assertTrue(keys.state().failures() >= 1);
      assertTrue(keys.state().expires().isPresent());
      int asked = fetches.get();
      for (int i = 0; i < 50; i++) {
        assertFalse(keys.refresh(sent)); // right after a failure nobody is asked
      }
      assertTrue(fetches.get() <= asked + 2, fetches + " fetches");
      broken.set(false);
      keys.hasten();
      assertTrue(keys.refresh(sent));
      assertEquals("", keys.state().trouble());
    }
  }

  @Test
  void keysAreFetchedAgainLongBeforeTheirEnd() throws Exception {
    seconds = 4;
    try (FetchedKeys keys = open()) {
      for (int i = 0; i < 60; i++) {
        keys.keys(); // never without
        Thread.sleep(100);
      }
      assertTrue(fetches.get() >= 3 && fetches.get() <= 8, fetches + " fetches in 6 s");
    }
  }

  private static UpstreamRequest signed(FetchedKeys keys) {
    UpstreamRequest request =
        new UpstreamRequest(
            Target.tls("h", 443, "h"),
            "/model/x/converse",
            List.of(new Header("content-type", "application/json")),
            Slice.utf8("{}"));
    return new SigV4Signer()
        .sign(request, (AwsKeys) keys.keys(), "us-east-1", "bedrock", Instant.now());
  }

  private static <T> List<T> together(int count, Callable<T> task) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> all = IntStream.range(0, count).mapToObj(_ -> threads.submit(task)).toList();
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> one : all) {
        results.add(one.get());
      }
      return results;
    }
  }
}
