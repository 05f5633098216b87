package routec.runtime.spi;

/**
 * How a target is connected to; negative numbers leave a limit to the runtime's settings.
 *
 * @param most connections at once, and so calls at once
 * @param waiting calls that may wait for one of them
 * @param callsEach how many calls one connection may carry
 * @param connectMillis how long connecting may take
 * @param idleMillis how long an unused connection is kept
 * @param lifetimeMillis how old a connection may grow
 * @param proxy {@code host:port} of an HTTP proxy that connects by CONNECT; empty for the runtime's
 *     settings
 */
public record Connections(
    int most,
    int waiting,
    int callsEach,
    long connectMillis,
    long idleMillis,
    long lifetimeMillis,
    String proxy) {
  /** What holds where no policy says anything. */
  public static final Connections USUAL = new Connections(-1, -1, -1, -1, -1, -1, "");

  /** Limits of connections and of the calls that wait for them. */
  public Connections limits(int connections, int waitingCalls, int callsOfEach) {
    return new Connections(
        connections, waitingCalls, callsOfEach, connectMillis, idleMillis, lifetimeMillis, proxy);
  }

  /** Times in milliseconds. */
  public Connections times(long connect, long idle, long lifetime) {
    return new Connections(most, waiting, callsEach, connect, idle, lifetime, proxy);
  }

  public Connections through(String hostAndPort) {
    return new Connections(
        most, waiting, callsEach, connectMillis, idleMillis, lifetimeMillis, hostAndPort);
  }
}
