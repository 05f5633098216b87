package routec.runtime.spi;

/**
 * Notices that a client has left while nothing is written to it: who waits for a reply in one piece
 * would otherwise wait, and pay, for nobody.
 */
public interface ClientWatch {
  /**
   * Cancels the call as soon as its client has left, until the registration is closed. One call at
   * a time.
   */
  Cancellation.Registration watch(Cancellation call);
}
