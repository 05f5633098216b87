package routec.simulator;

import java.io.IOException;

/** Bytes that are not HTTP/1.1 as RFC 9112 wants it; the connection ends with this status. */
final class MalformedRequest extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;

  MalformedRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
