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

  /**
   * Begins a call.
   *
   * @param path without its query
   */
  public Observer begin(String requestId, String listener, String method, String path) {
    metrics.began();
    return new CallObserver(metrics, log, requestId, listener, method, path);
  }

  @Override
  public void close() {
    log.close();
  }
}
