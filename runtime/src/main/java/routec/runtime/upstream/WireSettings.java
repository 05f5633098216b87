package routec.runtime.upstream;

import java.util.Map;
import routec.runtime.bytes.Slice;

/**
 * Limits and places of upstream connections.
 *
 * @param maxConnections the most connections to one target
 * @param waitMillis how long a request waits for one of them
 * @param connectMillis how long connecting may take, all addresses and the TLS handshake included
 * @param writeMillis how long sending a request may take
 * @param keepMillis how long an unused connection is kept; below what providers keep it
 * @param lifetimeMillis how old a connection may grow, so that DNS changes are followed
 * @param resolve {@code host:port} to {@code address:port}: where to connect instead; names, SNI
 *     and signatures stay those of the real endpoint
 * @param proxies the environment's proxies
 * @param trust PEM certificates that are trusted beside a target's own; may be empty
 */
public record WireSettings(
    int maxConnections,
    long waitMillis,
    long connectMillis,
    long writeMillis,
    long keepMillis,
    long lifetimeMillis,
    Map<String, String> resolve,
    Proxies proxies,
    Slice trust) {

  public WireSettings {
    resolve = Map.copyOf(resolve);
  }

  public static WireSettings defaults() {
    return new WireSettings(
        1024, 5_000, 10_000, 60_000, 45_000, 600_000, Map.of(), Proxies.NONE, Slice.EMPTY);
  }

  public WireSettings withResolve(Map<String, String> places) {
    return new WireSettings(
        maxConnections,
        waitMillis,
        connectMillis,
        writeMillis,
        keepMillis,
        lifetimeMillis,
        places,
        proxies,
        trust);
  }

  public WireSettings withTrust(Slice pem) {
    return new WireSettings(
        maxConnections,
        waitMillis,
        connectMillis,
        writeMillis,
        keepMillis,
        lifetimeMillis,
        resolve,
        proxies,
        pem);
  }

  public WireSettings withMaxConnections(int most, long wait) {
    return new WireSettings(
        most,
        wait,
        connectMillis,
        writeMillis,
        keepMillis,
        lifetimeMillis,
        resolve,
        proxies,
        trust);
  }

  public WireSettings withConnectMillis(long millis) {
    return new WireSettings(
        maxConnections,
        waitMillis,
        millis,
        writeMillis,
        keepMillis,
        lifetimeMillis,
        resolve,
        proxies,
        trust);
  }

  public WireSettings withProxies(Proxies other) {
    return new WireSettings(
        maxConnections,
        waitMillis,
        connectMillis,
        writeMillis,
        keepMillis,
        lifetimeMillis,
        resolve,
        other,
        trust);
  }
}
