package routec.compiler.rehearse;

import java.io.IOException;

/** Why a call can't be tried or tested as asked; the message is one sentence for the user. */
public final class RehearsalRefused extends IOException {
  private static final long serialVersionUID = 1L;

  public RehearsalRefused(String message) {
    super(message);
  }
}
