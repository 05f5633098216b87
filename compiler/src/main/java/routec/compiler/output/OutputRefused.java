package routec.compiler.output;

import java.io.IOException;

/** Something is in the way of a file; the message is one sentence for the user. */
public final class OutputRefused extends IOException {
  private static final long serialVersionUID = 1L;

  public OutputRefused(String message) {
    super(message);
  }
}
