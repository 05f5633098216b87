package routec.runtime.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import routec.runtime.fault.RequestFault;

/**
 * Refuses requests whose end two readers could see in different places (RFC 9112, 6.3): the way to
 * smuggle one request inside another.
 */
final class Framing {
  private Framing() {}

  static void check(ServerRequestHeaders headers) {
    List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
    List<String> codings = headers.all(HeaderNames.TRANSFER_ENCODING, List::of);
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw refused("has both Content-Length and Transfer-Encoding");
    }
    if (lengths.size() > 1) {
      throw refused("has more than one Content-Length");
    }
    if (!lengths.isEmpty() && !isNumber(lengths.getFirst())) {
      throw refused("has a Content-Length that is no number");
    }
    if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
      throw refused("has a Transfer-Encoding that is not exactly `chunked`");
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static RequestFault refused(String why) {
    return RequestFault.invalid("", "The request " + why + ".");
  }
}
