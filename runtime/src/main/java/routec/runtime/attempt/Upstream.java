package routec.runtime.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.UpstreamReply;

/** Reads bodies of replies, and names what goes wrong with it. */
final class Upstream {
  private static final int USUAL = 4 * 1024;

  /** A length that a provider only announces gets no more memory than this at once. */
  private static final int FIRST_BUFFER = 1 << 20;

  private Upstream() {}

  /**
   * The whole body.
   *
   * @throws Fault if it is cut, too large, or not complete in time
   */
  static Slice body(UpstreamReply reply, int most, Deadline deadline) {
    try {
      InputStream in = reply.body();
      byte[] buffer = new byte[Math.min(Math.min(most, FIRST_BUFFER), expected(reply)) + 1];
      int length = 0;
      for (int count = 0; count >= 0; length += Math.max(0, count)) {
        if (length > most) {
          throw ProviderFault.broken("The provider's reply is larger than the gateway takes.");
        }
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, (int) Math.min(most + 1L, 2L * length));
        }
        deadline.check();
        count = in.read(buffer, length, buffer.length - length);
      }
      return new Slice(buffer, 0, length);
    } catch (IOException e) {
      deadline.check(); // the connection knows the deadline too
      throw fault(e);
    }
  }

  /** As much of a refusal's body as is worth reading; what can't be read is left out. */
  static Slice refusal(UpstreamReply reply, int most, Deadline deadline) {
    try {
      return body(reply, most, deadline);
    } catch (Fault e) {
      return Slice.EMPTY; // status and headers say enough
    }
  }

  static Fault fault(IOException e) {
    String detail = e.toString();
    return e instanceof SocketTimeoutException
        ? new GatewayFault(
            FaultKind.TIMEOUT, "The provider fell silent before its reply was complete.", detail)
        : ProviderFault.broken(
                "The connection to the provider broke before its reply was complete.")
            .withDetail(detail);
  }

  private static int expected(UpstreamReply reply) {
    String length = reply.head().headers().first("content-length").orElse("");
    return length.isEmpty() || length.length() > 9 ? USUAL : Integer.parseInt(length);
  }
}
