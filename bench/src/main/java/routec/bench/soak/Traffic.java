package routec.bench.soak;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that send random calls to a gateway, as fast as it answers or at a rate. */
final class Traffic implements AutoCloseable {
  private static final int MOST_AT_ONCE = 2_000;
  private static final int STAY_MILLIS = 60;
  private static final long LAST_SECONDS = 180;

  private final Caller caller;
  private final AtomicLong numbers = new AtomicLong();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  Traffic(int port) {
    caller = new Caller(port);
  }

  /**
   * How many calls a second the gateway answers to so many clients, each of which sends the next
   * call once it has an answer.
   */
  double capacity(int clients, long millis) throws InterruptedException {
    Tally tally = new Tally();
    Scenario.Rates none = new Scenario.Rates(0, 0);
    long stop = System.nanoTime() + millis * 1_000_000;
    Thread[] threads = new Thread[clients];
    for (int i = 0; i < clients; i++) {
      Random random = new Random(i);
      threads[i] =
          Thread.ofVirtual()
              .start(() -> {
                while (System.nanoTime() < stop) {
                  call(Scenario.random(numbers.incrementAndGet(), random, none), random, tally);
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return tally.of(Outcome.GOOD) * 1_000.0 / millis;
  }

  /** Sends calls at a rate, whether or not they are answered, and waits for the last answers. */
  void run(double perSecond, long nanos, Scenario.Rates rates, Tally tally)
      throws InterruptedException {
    Random dice = new Random(1);
    long begin = System.nanoTime();
    long step = (long) (1e9 / perSecond);
    for (long due = begin; due - begin < nanos; due += step) {
      long ahead = due - System.nanoTime();
      if (ahead > 0) {
        LockSupport.parkNanos(ahead);
      }
      Random own = new Random(dice.nextLong());
      Scenario scenario = Scenario.random(numbers.incrementAndGet(), own, rates);
      places.acquire();
      Thread.ofVirtual()
          .start(() -> {
            try {
              call(scenario, own, tally);
            } finally {
              places.release();
            }
          });
    }
    if (!places.tryAcquire(MOST_AT_ONCE, LAST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "calls hang: " + (MOST_AT_ONCE - places.availablePermits()) + " are not answered");
    }
    places.release(MOST_AT_ONCE);
    caller.close();
  }

  private void call(Scenario scenario, Random random, Tally tally) {
    try {
      if (scenario.trouble() == Scenario.Trouble.CLIENT_LEAVES) {
        boolean begun = scenario.streamed() && random.nextBoolean();
        caller.leave(scenario.request(), begun, random.nextInt(STAY_MILLIS));
        tally.count(scenario, Outcome.LEFT, "");
        return;
      }
      Caller.Answer answer = caller.call(scenario.request());
      Outcome outcome = scenario.judge(answer);
      String body = answer.body();
      String end = body.substring(Math.max(0, body.length() - 300));
      tally.count(scenario, outcome, outcome.wrong ? answer.status() + " …" + end : "");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      tally.count(scenario, Outcome.BROKEN, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    caller.close();
  }
}
