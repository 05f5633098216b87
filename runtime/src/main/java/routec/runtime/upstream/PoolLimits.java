package routec.runtime.upstream;

import routec.runtime.spi.Connections;

/**
 * The limits of one pool: what the target says, else the settings.
 *
 * @param most connections at once
 * @param waiting calls that may wait for one
 * @param waitMillis how long each waits
 * @param callsEach how many calls one connection carries
 * @param connectMillis how long connecting may take, all addresses and the TLS handshake included
 * @param idleMillis how long an unused connection is kept
 * @param lifetimeMillis how old a connection may grow
 */
record PoolLimits(
    int most,
    int waiting,
    long waitMillis,
    int callsEach,
    long connectMillis,
    long idleMillis,
    long lifetimeMillis) {

  static PoolLimits of(Connections target, WireSettings settings) {
    return new PoolLimits(
        or(target.most(), settings.maxConnections()),
        or(target.waiting(), Integer.MAX_VALUE),
        settings.waitMillis(),
        or(target.callsEach(), Integer.MAX_VALUE),
        or(target.connectMillis(), settings.connectMillis()),
        or(target.idleMillis(), settings.keepMillis()),
        or(target.lifetimeMillis(), settings.lifetimeMillis()));
  }

  private static int or(int own, int usual) {
    return own < 0 ? usual : own;
  }

  private static long or(long own, long usual) {
    return own < 0 ? usual : own;
  }
}
