package routec.runtime.attempt;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.spi.Backend;

/** The health of all backends, learned from their calls. */
final class Health {
  private final Map<String, BackendHealth> backends = new ConcurrentHashMap<>();

  BackendHealth of(Backend backend) {
    BackendHealth known = backends.get(backend.name());
    return known != null
        ? known
        : backends.computeIfAbsent(backend.name(), _ -> new BackendHealth());
  }

  void good(Backend backend) {
    of(backend).good(now());
  }

  /** What a fault says about the backend that it came from. */
  void fault(Backend backend, Fault fault) {
    BackendHealth health = of(backend);
    if (fault.kind() == FaultKind.RATE_LIMITED) {
      health.throttled(now(), fault.retryAfterSeconds().orElse(-1));
    } else if (Retries.worthwhile(fault)) {
      health.bad(now());
    } else {
      health.good(now());
    }
  }

  /** The backends that rest at the moment, by name. */
  List<String> resting() {
    return backends.entrySet().stream()
        .filter(entry -> entry.getValue().resting(now()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
