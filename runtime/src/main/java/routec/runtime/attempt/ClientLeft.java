package routec.runtime.attempt;

/** The client is gone, so nobody is left to answer. */
final class ClientLeft extends Exception {
  private static final long serialVersionUID = 1L;

  ClientLeft() {
    super("the client has left", null, false, false);
  }
}
