package routec.runtime.spi;

/**
 * One backend that a rule may send a call to.
 *
 * @param backend where to
 * @param priority 0 is tried first
 * @param weight the share of calls inside its priority; at least 1
 * @param translation makes the backend's request out of the call
 */
public record Attempt(Backend backend, int priority, int weight, Translation translation) {
  /** The same attempt with its translated requests changed. */
  public Attempt with(Mutation mutation) {
    return new Attempt(
        backend, priority, weight, call -> mutation.apply(translation.translate(call)));
  }
}
