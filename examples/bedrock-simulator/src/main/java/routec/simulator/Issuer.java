package routec.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues temporary credentials, as STS and the metadata services do, and knows them later. */
final class Issuer {
  private static final int LIMIT = 1000;

  private final Clock clock;
  private final Duration lifetime;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Credential> issued = new ConcurrentHashMap<>();
  private volatile Set<String> identityTokens;

  /**
   * @param identityTokens tokens that a web identity or a pod may show
   */
  Issuer(Clock clock, Duration lifetime, Set<String> identityTokens) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.identityTokens = identityTokens;
  }

  void identityTokens(Set<String> tokens) {
    identityTokens = tokens;
  }

  boolean knowsIdentity(String token) {
    return identityTokens.contains(token);
  }

  /** A fresh key pair with a session token, valid from now on for the issuer's lifetime. */
  Credential issue(String purpose) {
    int number = count.incrementAndGet();
    Instant end = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    Credential credential =
        Credential.of(
                "ASIASIMULATED%07d".formatted(number),
                "simulated-secret-" + number,
                "simulated-token-" + purpose + "-" + number)
            .until(end);
    if (issued.size() > LIMIT) {
      issued.clear();
    }
    issued.put(credential.accessKeyId(), credential);
    return credential;
  }

  Optional<Credential> find(String accessKeyId) {
    return Optional.ofNullable(issued.get(accessKeyId));
  }

  int count() {
    return count.get();
  }
}
