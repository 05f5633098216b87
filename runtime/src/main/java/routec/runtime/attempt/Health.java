package routec.runtime.attempt;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Ejection;
import routec.runtime.spi.ReplyHead;

/** The health of all backends, learned from their calls. */
final class Health {
  private final Map<Watched, BackendHealth> backends = new ConcurrentHashMap<>();

  /** A backend as the rules with one idea of health see it. */
  private record Watched(String backend, Ejection ejection) {}

  BackendHealth of(Backend backend, Ejection ejection) {
    Watched key = new Watched(backend.name(), ejection);
    BackendHealth known = backends.get(key);
    return known != null ? known : backends.computeIfAbsent(key, _ -> new BackendHealth(ejection));
  }

  /** What a fault says about the backend that it came from. */
  static void learn(BackendHealth health, Fault fault, Optional<ReplyHead> upstream) {
    if (fault.kind() == FaultKind.RATE_LIMITED) {
      health.throttled(now(), fault.retryAfterSeconds().orElse(-1));
    } else if (Retries.worthwhile(fault)) {
      health.bad(now(), Retries.status(fault, upstream));
    } else {
      health.good(now());
    }
  }

  /** The backends that have been called, by name, and whether they rest at the moment. */
  Map<String, Boolean> resting() {
    Map<String, Boolean> resting = new TreeMap<>();
    backends.forEach(
        (key, health) -> resting.merge(key.backend(), health.resting(now()), Boolean::logicalOr));
    return resting;
  }

  static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
