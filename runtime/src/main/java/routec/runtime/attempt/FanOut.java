package routec.runtime.attempt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Answer.Part;
import routec.runtime.spi.Cancellation;

/** Several requests of one attempt, a few at a time; the first that fails gives up all others. */
final class FanOut {
  /** Enough to hide the network, few enough to leave connections and quota to other calls. */
  private static final int AT_A_TIME = 8;

  private final List<Slice> bodies;
  private final Exchange exchange;
  private final Cancellation pieces = new Cancellation();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable Part> parts;
  private final AtomicReference<@Nullable Part> refused = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Sends one body and reads its whole reply, whatever the status. */
  interface Exchange {
    Part ask(Slice body, Cancellation cancellation);
  }

  private FanOut(List<Slice> bodies, Exchange exchange) {
    this.bodies = bodies;
    this.exchange = exchange;
    this.parts = new AtomicReferenceArray<>(bodies.size());
  }

  /**
   * Sends all of them.
   *
   * @return the replies in order; or only the first one that is a refusal, if there is one
   */
  static List<Part> run(List<Slice> bodies, Cancellation call, Exchange exchange) {
    FanOut fan = new FanOut(bodies, exchange);
    try (Cancellation.Registration _ = call.onCancel(fan.pieces::cancel)) {
      fan.work();
    }
    return fan.result();
  }

  private void work() {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(AT_A_TIME, bodies.size()); i++) {
      others.add(Thread.ofVirtual().start(this::askInTurn));
    }
    askInTurn();
    for (Thread other : others) {
      try {
        other.join();
      } catch (InterruptedException e) {
        pieces.cancel();
        Thread.currentThread().interrupt();
        throw new GatewayFault(FaultKind.INTERNAL, "The gateway is stopping.");
      }
    }
  }

  private void askInTurn() {
    for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
      if (pieces.isCancelled()) {
        return;
      }
      try {
        Part part = exchange.ask(bodies.get(i), pieces);
        int status = part.head().status();
        if (status < 200 || status >= 300) {
          stop(refused, part);
          return;
        }
        parts.set(i, part);
      } catch (RuntimeException | StackOverflowError e) {
        stop(failure, e);
        return;
      }
    }
  }

  /** The first that fails says why; what the others then meet is only that they were given up. */
  private synchronized <T> void stop(AtomicReference<@Nullable T> why, T what) {
    if (!pieces.isCancelled()) {
      why.set(what);
      pieces.cancel();
    }
  }

  private List<Part> result() {
    Part refusal = refused.get();
    if (refusal != null) {
      return List.of(refusal);
    }
    switch (failure.get()) {
      case RuntimeException fault -> throw fault;
      case Error error -> throw error;
      case null, default -> {}
    }
    List<Part> all = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      Part part = parts.get(i);
      if (part == null) { // only a client that left ends the work early without a failure
        throw new GatewayFault(FaultKind.INTERNAL, "The call was given up.");
      }
      all.add(part);
    }
    return all;
  }
}
