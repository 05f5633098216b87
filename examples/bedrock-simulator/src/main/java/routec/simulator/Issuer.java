package routec.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
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
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger failing = new AtomicInteger();
  private volatile Set<String> identityTokens;
  private volatile Map<String, String> lastAsked = Map.of();
  private volatile Duration delay = Duration.ZERO;
  private volatile String client = "client:simulated-client-secret";

  /**
   * @param identityTokens tokens that a web identity or a pod may show
   */
  Issuer(Clock clock, Duration lifetime, Set<String> identityTokens) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.identityTokens = identityTokens;
  }

  /** The OIDC client that may ask for identity tokens, as {@code id:secret}. */
  void client(String newClient) {
    client = newClient;
  }

  String client() {
    return client;
  }

  /** A fresh identity token; what was asked for with it stays known. */
  String identityToken(Map<String, String> asked) {
    lastAsked = Map.copyOf(asked);
    String token = "simulated-oidc-token-" + tokens.incrementAndGet();
    Set<String> known = new HashSet<>(identityTokens);
    known.add(token);
    identityTokens = Set.copyOf(known);
    return token;
  }

  Map<String, String> lastAsked() {
    return lastAsked;
  }

  /** The next requests are refused as if there had been too many. */
  void failNext(int requests) {
    failing.set(requests);
  }

  /** Every answer takes this long. */
  void delay(Duration newDelay) {
    delay = newDelay;
  }

  /** Waits as long as was asked for; true if this request shall be refused. */
  boolean fails() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  void identityTokens(Set<String> newTokens) {
    identityTokens = newTokens;
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
