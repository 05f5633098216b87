package routec.runtime.observe;

import routec.runtime.spi.Observer;

/** Makes the observer of each call. */
public final class CallObservers implements AutoCloseable {
  private final Metrics metrics;
  private final AccessLog log;

  public CallObservers(Metrics metrics, AccessLog log) {
    this.metrics = metrics;
    this.log = log;
    metrics.linesDropped(log::dropped);
  }

  /** Begins a call of a client whose address is not known. */
  public Observer begin(String requestId, String listener, String method, String path) {
    return begin(requestId, listener, "", method, path);
  }

  /**
   * Begins a call.
   *
   * @param client the client's address, as Envoy saw it; empty where there is no Envoy
   * @param path without its query
   */
  public Observer begin(
      String requestId, String listener, String client, String method, String path) {
    metrics.began();
    return new CallObserver(metrics, log, requestId, listener, client, method, path);
  }

  @Override
  public void close() {
    log.close();
  }
}
