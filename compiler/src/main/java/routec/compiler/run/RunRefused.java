package routec.compiler.run;

import java.io.IOException;

/** Why a gateway can't be served here; the message is one sentence for the user. */
public final class RunRefused extends IOException {
  private static final long serialVersionUID = 1L;

  public RunRefused(String message) {
    super(message);
  }
}
