package routec.runtime.spi;

/**
 * How a rule treats its backends, as a BackendTrafficPolicy says.
 *
 * @param retry when and how often a call is tried again
 * @param ejection when a backend that fails is asked last
 * @param connections how the backends are connected to
 */
public record Traffic(Retry retry, Ejection ejection, Connections connections) {
  /** What holds where no policy says anything. */
  public static final Traffic USUAL = new Traffic(Retry.USUAL, Ejection.USUAL, Connections.USUAL);

  public Traffic with(Retry other) {
    return new Traffic(other, ejection, connections);
  }

  public Traffic with(Ejection other) {
    return new Traffic(retry, other, connections);
  }

  public Traffic with(Connections other) {
    return new Traffic(retry, ejection, other);
  }
}
